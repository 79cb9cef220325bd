import type { Draft } from "../../wordlist/author/draft.ts";
import type { ListEdit } from "../../wordlist/author/list-edit.ts";
import type { LintSummary } from "../../wordlist/lint.ts";
import type { Problem } from "../../wordlist/problem.ts";
import type { Key } from "../kernel/key.ts";
import type { ListWindow } from "../kernel/list-window.ts";
import type { Size } from "../kernel/screen.ts";

/** A cell of a list's tables. In `equality` the columns are the demographics, then role, number, note; in the others word and note. */
export interface Place {
  readonly table: "equality" | "neutral" | "general";
  readonly row: number;
  readonly column: number;
}

/** What the panels look at: the list as it is being written, and where the author is in it. */
export interface PanelInput {
  readonly draft: Draft;
  readonly name: string;
  readonly folder: string;
  readonly selected: Place;
  /** The prompt that preview and next tokens show. */
  readonly prompt: string;
}

/** The panels beside a list, in the order in which keys go through them. */
export const panelNames = ["lint"] as const;
export type PanelName = (typeof panelNames)[number];

/** What the lint said of a revision of the draft. */
export interface LintFound {
  readonly revision: number;
  /** Their fixes are worked out when one is selected: for all of a long list that takes too long. */
  readonly problems: readonly Problem[];
  readonly summary: LintSummary;
}

/** All panels; the one in sight is `shown`. */
export interface PanelState {
  readonly shown: PanelName;
  readonly input: PanelInput;
  /** Counts changes of the draft: what was found about an older one is dropped or marked as old. */
  readonly revision: number;
  readonly size: Size;
  readonly lint: { readonly found?: LintFound; readonly window: ListWindow };
  /** Why a panel could not be filled: no model, no network. */
  readonly failure?: string;
}

/** What reaches the panels: a change of the list or of the selection, keys while they have the focus, news of their own effects. */
export type PanelEvent =
  | { readonly kind: "input"; readonly input: PanelInput }
  | { readonly kind: "key"; readonly key: Key }
  | { readonly kind: "size"; readonly size: Size }
  | { readonly kind: "show"; readonly name: PanelName }
  | { readonly kind: "news"; readonly news: PanelNews };

export type PanelNews =
  /** The author paused for a moment since this revision. */
  | { readonly kind: "pause"; readonly revision: number }
  | { readonly kind: "linted"; readonly found: LintFound }
  | { readonly kind: "failed"; readonly message: string };

export type PanelEffect =
  | { readonly kind: "wait"; readonly revision: number }
  | { readonly kind: "lint"; readonly revision: number; readonly input: PanelInput };

/** What a step leads to. The editor applies `edits` as one step that can be undone, goes to `goTo`, and takes the keys back on `leave`. */
export interface PanelStep {
  readonly state: PanelState;
  readonly effects: readonly PanelEffect[];
  readonly edits?: readonly ListEdit[];
  readonly goTo?: Place;
  readonly prompt?: string;
  readonly leave?: boolean;
}
