import { type LabelItem, labelItems } from "../audit/classifier-chapter/label-items.ts";
import { readLabelable } from "../store/labelable-texts.ts";
import { UserError } from "../text/user-error.ts";
import { openMask } from "./open-mask.ts";

/** What to label, and how texts are drawn and shown. */
export interface LabelRequest {
  readonly file: string;
  readonly textColumn: string;
  /** The column of demographics: texts are drawn evenly of them. Texts of an audit know theirs. */
  readonly groupColumn?: string | undefined;
  /** Whether the person sees the texts with their demographic masked. */
  readonly isMasked: boolean;
  /** The word list that masks texts which no audit has masked. */
  readonly words?: string | undefined;
  readonly limit: number;
  readonly seed: number;
}

/** The texts to label, in the order they are shown: the same for every annotator. Throws UserError where there are none, or nothing to mask them with. */
export async function textsToLabel(request: LabelRequest): Promise<readonly LabelItem[]> {
  const { file, isMasked } = request;
  const mask = isMasked ? openMask(request.words, []) : undefined;
  const drawn = labelItems(request);
  for await (const { masked, ...found } of readLabelable(file, request)) {
    const hidden = mask === undefined ? masked : mask(found.text).text;
    if (isMasked && hidden === undefined) {
      throw new UserError(
        `${file}: expected texts that an audit has masked but found others. Name the word list whose demographics --mask shall hide with --words.`,
      );
    }
    drawn.add({ ...found, shown: isMasked ? (hidden ?? "") : found.text });
  }
  const items = drawn.finish();
  if (items.length > 0) return items;
  throw new UserError(`${file}: expected texts to label but found none. Name a file with texts in it.`);
}
