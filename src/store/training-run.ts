import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { writeAtomically } from "./atomic-write.ts";
import { codeOf } from "./code-of.ts";

/** The folder of a training run. Each file is replaced as a whole, so a run that is killed leaves a state to resume from. */
export interface TrainingRunFolder {
  readonly path: string;
  /** The named file, or undefined where there is none. Throws what the system says where it cannot be read. */
  read(name: string): Promise<Uint8Array | undefined>;
  write(name: string, content: Uint8Array | string): Promise<void>;
}

/** The folder at `path`, which need not exist. */
export function trainingRunFolder(path: string): TrainingRunFolder {
  return {
    path,
    async read(name) {
      try {
        return await readFile(join(path, name));
      } catch (error) {
        if (codeOf(error) === "ENOENT") return undefined;
        throw error;
      }
    },
    write: (name, content) => writeAtomically(join(path, name), content),
  };
}
