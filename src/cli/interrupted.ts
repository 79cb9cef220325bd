/** Thrown where a person pressed Ctrl-C and a command has put its things in order: the exit code is 130, and nothing more is said. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
}
