import type { Register } from "./session.ts";

/** A command as --help tells of it. Its options and its action are loaded once it is the one that runs. */
interface CommandEntry {
  readonly name: string;
  readonly about: string;
  readonly load: () => Promise<Register>;
}

/** Every command, in the order of --help. */
export const commands: readonly CommandEntry[] = [
  {
    name: "generate",
    about: "write fair text",
    load: async () => (await import("./commands/generate.ts")).registerGenerate,
  },
  {
    name: "next",
    about: "show the next-token distribution for every demographic, before and after",
    load: async () => (await import("./commands/next.ts")).registerNext,
  },
  {
    name: "score",
    about: "label the regard of texts you already have",
    load: async () => (await import("./commands/score.ts")).registerScore,
  },
  {
    name: "audit",
    about: "measure how a model and its decoders speak of demographics: write, label, test, report",
    load: async () => (await import("./commands/audit.ts")).registerAudit,
  },
  {
    name: "report",
    about: "write an audit's report again, in any format, and hold it to limits",
    load: async () => (await import("./commands/report.ts")).registerReport,
  },
  {
    name: "compare",
    about: "lay two audits of the same design side by side, paired over templates",
    load: async () => (await import("./commands/compare.ts")).registerCompare,
  },
  {
    name: "label",
    about: "label texts by hand, for the classifier's error rates",
    load: async () => (await import("./commands/label.ts")).registerLabel,
  },
  {
    name: "certify",
    about: "measure how far a model, decoder and word list are from exactly fair",
    load: async () => (await import("./commands/certify.ts")).registerCertify,
  },
  {
    name: "scan",
    about: "SCAN: commands to actions, with words that only symmetry can place",
    load: async () => (await import("./commands/scan.ts")).registerScan,
  },
  {
    name: "words",
    about: "word lists: list, show, lint, preview, new, edit, import, export, diff, merge, suggest, coverage",
    load: async () => (await import("./commands/words.ts")).registerWords,
  },
  {
    name: "clip",
    about: "CLIP made invariant to turns and mirrors: eval, train, table",
    load: async () => (await import("./commands/clip.ts")).registerClip,
  },
  {
    name: "cnn",
    about: "image classifiers that turns and mirrors do not change: eval, train, table",
    load: async () => (await import("./commands/cnn.ts")).registerCnn,
  },
  {
    name: "cache",
    about: "what was downloaded, and texts of audits: list, clear",
    load: async () => (await import("./commands/cache.ts")).registerCache,
  },
  {
    name: "ui",
    about: "what runs with no command on a terminal: everything, screen by screen",
    load: async () => (await import("./commands/ui.ts")).registerUi,
  },
  {
    name: "demo",
    about: "what runs with no command: the five decoders side by side",
    load: async () => (await import("./commands/demo.ts")).registerDemo,
  },
];
