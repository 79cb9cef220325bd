import type { Draft } from "../../wordlist/author/draft.ts";
import type { ListEdit } from "../../wordlist/author/list-edit.ts";
import type { Key } from "../kernel/key.ts";
import type { LineEdit } from "../kernel/line-edit.ts";
import type { ListWindow } from "../kernel/list-window.ts";
import type { Size } from "../kernel/screen.ts";
import type { JobFindings, JobName, LintFound } from "./findings.ts";

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
export const panelNames = ["lint", "pieces", "action", "preview", "next", "coverage", "suggestions"] as const;
export type PanelName = (typeof panelNames)[number];

/** What was asked for last, found last, and what went wrong; each under the key of what it is about, so that news about anything older are dropped. */
export type Jobs = {
  readonly [Name in JobName]?: {
    readonly asked: string;
    readonly found?: { readonly key: string; readonly value: JobFindings[Name] };
    readonly failed?: { readonly key: string; readonly message: string };
  };
};

/** All panels; the one in sight is `shown`. */
export interface PanelState {
  readonly shown: PanelName;
  readonly input: PanelInput;
  /** Counts changes of the draft: what was found about an older one is dropped or marked as old. */
  readonly revision: number;
  readonly size: Size;
  readonly lint: { readonly found?: LintFound; readonly failure?: string };
  readonly jobs: Jobs;
  /** Where each panel is scrolled to, and what is selected in it. */
  readonly windows: Readonly<Record<PanelName, ListWindow>>;
  /** The first column in sight, where a panel has more than fit. */
  readonly left: number;
  /** Whether preview and next tokens leave general words alone, as the relaxed decoders do. */
  readonly isRelaxed: boolean;
  /** The contexts that coverage is taken over. */
  readonly contexts: string;
  /** The prompt while it is being typed. */
  readonly typing?: LineEdit;
}

/** What reaches the panels: a change of the list or of the selection, keys while they have the focus, news of their own effects. */
export type PanelEvent =
  | { readonly kind: "input"; readonly input: PanelInput }
  | { readonly kind: "key"; readonly key: Key }
  | { readonly kind: "size"; readonly size: Size }
  | { readonly kind: "show"; readonly name: PanelName }
  | { readonly kind: "news"; readonly news: PanelNews };

/** What was found for a job, or why nothing was; `key` is that of the effect. */
export type JobNews = {
  readonly [Name in JobName]:
    | { readonly kind: "found"; readonly job: Name; readonly key: string; readonly value: JobFindings[Name] }
    | { readonly kind: "failed"; readonly job: Name; readonly key: string; readonly message: string };
}[JobName];

export type PanelNews =
  /** The author paused for a moment since this revision. */
  | { readonly kind: "pause"; readonly revision: number }
  | { readonly kind: "linted"; readonly found: LintFound }
  | { readonly kind: "not linted"; readonly revision: number; readonly message: string }
  | JobNews;

/** What a job is about: a revision of the draft that was checked, and what the panel wants to know of it. */
export type JobEffect = { readonly key: string; readonly revision: number } & (
  | {
      readonly kind: "row";
      /** From 0, for a row of the equality words. */
      readonly row?: number;
      readonly words: readonly string[];
      readonly policy: Draft["description"]["case"];
    }
  | { readonly kind: "preview"; readonly prompt: string; readonly isRelaxed: boolean }
  | { readonly kind: "next"; readonly prompt: string; readonly isRelaxed: boolean }
  | { readonly kind: "coverage"; readonly contexts: string }
  | { readonly kind: "suggestions" }
);

export type PanelEffect =
  | { readonly kind: "wait"; readonly revision: number }
  | { readonly kind: "lint"; readonly revision: number; readonly input: PanelInput }
  | JobEffect;

/** What a step leads to. The editor applies `edits` as one step that can be undone, goes to `goTo`, and takes the keys back on `leave`. */
export interface PanelStep {
  readonly state: PanelState;
  readonly effects: readonly PanelEffect[];
  readonly edits?: readonly ListEdit[];
  readonly goTo?: Place;
  readonly prompt?: string;
  readonly leave?: boolean;
}
