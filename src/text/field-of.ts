/** What a value that came from a file holds of its own under a name; undefined where it is no object or has no such field. */
export const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null ? Object.getOwnPropertyDescriptor(value, name)?.value : undefined;
