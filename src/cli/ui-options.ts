export interface UiOptions {
  readonly screenReader?: boolean;
  readonly offline?: boolean;
  /** The list that the editor opens; the first screen where none is named. */
  readonly list?: string;
}

export interface EditOptions extends UiOptions {
  readonly json?: boolean;
  readonly plain?: boolean;
}
