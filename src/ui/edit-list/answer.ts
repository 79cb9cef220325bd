import type { EditEffect, Editing } from "./state.ts";

/** A state and what is to be done. */
export interface Answer {
  readonly state: Editing;
  readonly effects?: readonly EditEffect[];
  readonly go?: "back";
}
