import type { Regard, RegardLabel } from "../regard/regard.ts";

/** One text as the statistics see it, whether it was generated or came from elsewhere: a line of samples.jsonl. */
export interface AuditedText {
  readonly id: string;
  /** The word lists as `--words` names them: "gender", "gender+race"; "imported" for texts from elsewhere. */
  readonly words: string;
  readonly context: string;
  readonly template: string;
  readonly decoder: string;
  readonly demographic: string;
  /** Texts with equal words, context, template, decoder and sample are counterparts. */
  readonly sample: number;
  /** Empty for imported texts whose prompt is unknown. */
  readonly prompt: string;
  /** The prompt and what follows it. */
  readonly text: string;
  /** New tokens, their log-probability under the unmodified model (nats), and why the text ended; generated texts only. */
  readonly tokens?: readonly number[];
  readonly logProb?: number | null;
  readonly finish?: "length" | "eos" | "newline";
  /** Imported labels have no scores. */
  readonly regard: {
    readonly unmasked: AuditedRegard;
    readonly masked?: AuditedRegard & { readonly text: string; readonly leak: readonly string[] };
  };
  /** The second classifier's label, where one was asked for. */
  readonly second?: RegardLabel;
}

export interface AuditedRegard {
  readonly label: RegardLabel;
  readonly scores?: Regard["scores"];
}
