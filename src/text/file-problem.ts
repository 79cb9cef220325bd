const fileProblems: Readonly<Record<string, string>> = {
  ENOENT: "expected a file or folder but found nothing there. Check the path",
  EACCES: "expected a readable file but found one that this user may not open. Change its permissions",
  EPERM: "expected a file this user may open but was refused. Change its permissions",
  EROFS: "expected a file that can be written but found a disk that cannot. Choose another folder",
  EISDIR: "expected a file but found a folder. Name a file in it",
  ENOTDIR: "expected a folder but found a file. Check the path",
  ENOSPC: "expected room to write but found the disk full. Free some space",
  EDQUOT: "expected room to write but found this user's share of the disk full. Free some space",
};

const writeProblems: Readonly<Record<string, string>> = {
  EACCES: "expected to write here but this user may not. Change the permissions, or choose another folder",
  EPERM: "expected to write here but was refused. Change the permissions, or choose another folder",
  EROFS: "expected to write here but the disk is read-only. Choose another folder",
  ENOENT: "expected to write here but new files are refused. Choose another folder",
};

/** Marks an error as one of writing in a folder, or to a file that is there: the system's own names a draft as if it had been read. */
export const ofWriting = (error: unknown, folder: string): unknown =>
  error instanceof Error ? Object.assign(error, { writing: folder }) : error;

/** What went wrong with a file, in a sentence; undefined for an error of another kind. */
export function fileProblem(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") return undefined;
  const refused = writeProblems[error.code];
  if (refused !== undefined && "writing" in error) return `${String(error.writing)}: ${refused}.`;
  const problem = fileProblems[error.code];
  if (problem === undefined) return undefined;
  const path = "path" in error && typeof error.path === "string" ? error.path : "a file";
  return `${path}: ${problem}.`;
}
