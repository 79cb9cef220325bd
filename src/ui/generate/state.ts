import type { DecoderName } from "../../decode/decode-plan.ts";
import type { Download } from "../download/download.ts";
import type { Size } from "../kernel/screen.ts";
import { type Choices, type Form, startForm } from "./form.ts";
import type { GenerateRequest } from "./request.ts";
import type { SaveQuestion } from "./save-question.ts";
import type { Block, GrowingBlock, ShownOrbit, Texts } from "./texts.ts";

export interface GenerateState {
  readonly size: Size;
  readonly form: Form;
  readonly at: "form" | "texts";
  /** What was made last, kept while the form is in sight: the same request goes on where it was. */
  readonly texts?: Texts;
  /** Counts requests: news of an older one are dropped. */
  readonly run: number;
  /** Models and lists are being opened for the form. */
  readonly opening: boolean;
  /** What they wait for, where something has to be downloaded. */
  readonly download?: Download;
  /** What went wrong, in the words it was told in. */
  readonly problem?: string;
  /** What went well: where texts were saved. */
  readonly message?: string;
  readonly question?: SaveQuestion;
  readonly showsCommand: boolean;
}

export type GenerateNews =
  | { readonly kind: "at hand"; readonly choices: Choices }
  | { readonly kind: "saved"; readonly message: string }
  | { readonly kind: "there already"; readonly path: string }
  | { readonly kind: "not saved"; readonly message: string }
  | WritingNews;

/** What the writing of a run tells. `from` numbers the first of the blocks. */
export type WritingNews = { readonly run: number; readonly decoder: DecoderName } & (
  | { readonly kind: "downloading"; readonly download: Download }
  | { readonly kind: "opened"; readonly orbits: readonly ShownOrbit[] }
  | { readonly kind: "growing"; readonly blocks: readonly GrowingBlock[] }
  | { readonly kind: "written"; readonly from: number; readonly blocks: readonly Block[] }
  | { readonly kind: "finished" }
  | { readonly kind: "failed"; readonly message: string }
);

/** Texts to write: blocks of a request from one on. Stops whatever was being written before. */
export interface WriteEffect {
  readonly kind: "write";
  readonly run: number;
  readonly request: GenerateRequest;
  readonly decoder: DecoderName;
  readonly from: number;
}

export type GenerateEffect =
  | { readonly kind: "look around" }
  | WriteEffect
  | { readonly kind: "stop" }
  | { readonly kind: "save"; readonly path: string; readonly texts: Texts; readonly replace: boolean }
  | { readonly kind: "copy"; readonly text: string };

export const startState: GenerateState = {
  size: { columns: 80, rows: 24 },
  form: startForm,
  at: "form",
  run: 0,
  opening: false,
  showsCommand: false,
};
