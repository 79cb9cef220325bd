import type { DownloadProblem } from "./download.ts";

const otherWaysThan = (bundled: string): string =>
  `Use what is bundled under the name ${bundled}, or a local folder in the Hugging Face layout (config.json, tokenizer files, onnx/*.onnx).`;

/** The sentence for a download that failed: where, what was expected, what was found, what to do. `bundled` names what can be used instead. */
export function explainDownload(
  problem: DownloadProblem | { readonly kind: "offline" },
  what: string,
  cache: string,
  bundled = "mini",
): string {
  const otherWays = otherWaysThan(bundled);
  switch (problem.kind) {
    case "offline":
      return `${what}: expected it in the cache ${cache}, since --offline was given, but found it missing or incomplete. Run once without --offline. ${otherWays}`;
    case "no network":
      return `${what}: expected to reach the hub but found no network (${problem.reason}). Nothing here has that name: check the spelling. ${otherWays}`;
    case "cut":
      return `${what}: expected the whole file but the connection was cut (${problem.reason}). Run the command again: it goes on where it stopped.`;
    case "wrong size":
    case "wrong hash":
      return `${what}: expected the file that the hub describes but what arrived has the ${problem.kind}, several times. It was thrown away; try again later, or from another network.`;
    case "disk full":
      return `${what}: expected room for it in ${cache} but the disk is full. Free some space, or set EVENHAND_CACHE to a folder on another disk.`;
    case "no permission":
      return `${what}: expected to be allowed to write to ${problem.path} but was refused. Set EVENHAND_CACHE to a folder of yours.`;
    case "status":
      return explainStatus(problem.status, what, otherWays);
    default:
      return problem satisfies never;
  }
}

function explainStatus(status: number, what: string, otherWays: string): string {
  if (status === 404)
    return `${what}: expected it on the hub but found nothing under this name (404). Check the spelling. ${otherWays}`;
  if (status === 401 || status === 403) {
    return `${what}: expected a public model but the hub asks for permission (${status}): it is gated, private, or does not exist. Ask for access on the hub and set HF_TOKEN. ${otherWays}`;
  }
  return `${what}: expected the hub to answer but it failed with status ${status}, several times. Try again later. ${otherWays}`;
}
