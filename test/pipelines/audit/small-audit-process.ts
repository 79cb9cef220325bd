import { runThrough, smallAudit, smallRun } from "./small-audit.ts";

/** Runs the small audit in the folder that is named, slowly enough to be killed in the midst of it. */
const [, , folder = "", pauseMs = "0"] = process.argv;
const open = smallAudit();
for (const { classifier } of open.each.values()) {
  const quick = classifier.classify.bind(classifier);
  Object.assign(classifier, {
    classify: async (texts: readonly string[]) => {
      await new Promise((resolve) => setTimeout(resolve, Number(pauseMs)));
      return quick(texts);
    },
  });
}
await runThrough(smallRun(folder, { open }));
