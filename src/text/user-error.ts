/** Something a user can mend: shown as one sentence with no stack, exit code 2. Says where, what was expected, what was found, what to do next. */
export class UserError extends Error {
  override readonly name = "UserError";
}
