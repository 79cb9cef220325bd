import type { ModelFiles } from "./model-files.ts";

/** A fold as the worker needs it: what moves, and little else. */
export interface MovedTokens {
  readonly views: number;
  readonly average: "logit" | "prob";
  /** Tokens that some view moves, and those for which view 0 alone counts where they are few. */
  readonly tokens: Int32Array;
  /** For view j, shape (views, |tokens|): the position in `tokens` of the token that tokens[m] takes its value from. */
  readonly from: readonly Int32Array[];
  /** 1 where view 0 alone counts, shape (|tokens|). */
  readonly own: Uint8Array;
  /** 1 where view 0 alone counts, shape (V): for tokens outside `tokens`, where they are many. */
  readonly ownElsewhere?: Uint8Array;
}

/** What the engine can be asked. Tokens of several rows lie end to end, with the count of each row beside them. */
export type EngineRequest =
  | { readonly kind: "load"; readonly files: ModelFiles; readonly threads: number }
  | { readonly kind: "calls" }
  | { readonly kind: "open"; readonly tokens: Int32Array; readonly counts: Int32Array }
  | { readonly kind: "append"; readonly decoding: number; readonly tokens: Int32Array; readonly counts: Int32Array }
  | {
      readonly kind: "read";
      readonly decoding: number;
      readonly top?: number | undefined;
      readonly of?: readonly number[] | undefined;
      readonly fold?: MovedTokens | undefined;
    }
  | { readonly kind: "fork"; readonly decoding: number; readonly rows: readonly number[] }
  | { readonly kind: "keep"; readonly decoding: number; readonly rows: readonly number[] }
  | { readonly kind: "rewind"; readonly decoding: number; readonly lengths: readonly number[] }
  | { readonly kind: "close"; readonly decoding: number };

/** A request and its number. */
export interface EngineQuestion {
  readonly id: number;
  readonly request: EngineRequest;
}

/** What went wrong in the worker: something a user can mend, a caller's mistake, or a defect. */
export interface EngineFailure {
  readonly kind: "user" | "range" | "defect";
  readonly message: string;
}

/** The answer to the request of that number. */
export type EngineAnswer =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly failure: EngineFailure };

/** What `load` answers. */
export interface LoadedModel {
  readonly vocabularySize: number;
  readonly contextLength: number;
}
