import type { LabelItem } from "../../audit/classifier-chapter/label-items.ts";
import type { RegardLabel } from "../../regard/regard.ts";

/** The texts still to label, and how many this person had labelled before. */
export interface LabelProgress {
  readonly items: readonly LabelItem[];
  readonly before: number;
}

/** What a person's work does to the file of labels. */
export interface LabelKeeper {
  keep(item: LabelItem, label: RegardLabel): Promise<void>;
  takeBack(item: LabelItem): Promise<void>;
}
