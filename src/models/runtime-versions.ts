import { createRequire } from "node:module";

const project = createRequire(import.meta.url)("../../package.json") as {
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
};

/** The versions of the programs whose arithmetic decides a run's bytes. Node counts by its major version, with which its Unicode tables change. */
export function runtimeVersions(): Record<string, string> {
  return {
    evenhand: project.version,
    node: process.versions.node.split(".")[0] ?? "",
    onnxruntime: project.dependencies["onnxruntime-node"] ?? "",
  };
}
