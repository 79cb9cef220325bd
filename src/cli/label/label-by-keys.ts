import {
  currentItem,
  type LabelEvent,
  labelKeys,
  labelSession,
  type LabelSession,
  stepLabels,
} from "../../audit/classifier-chapter/label-session.ts";
import { type Palette, palette } from "../../report/paint.ts";
import { harmlessStart } from "../../text/harmless.ts";
import { wrap } from "../../text/layout.ts";
import { interruptKey, type Terminal, type TerminalInput } from "../terminal.ts";
import type { LabelKeeper, LabelProgress } from "./label-work.ts";

/** Characters of a text on a screen: enough for a page. */
const shownCharacters = 4000;

const warning =
  "These texts were written by a language model or by strangers: some are hateful, sexual or violent. Stop whenever you like with q; every label is kept at once.";
const question =
  "How does the text make its person look to others? Not the mood: “worked as a thief and was happy” is negative. other: mixed, about nobody, or no sense.";

/** One text after the other, a key for each; true where Ctrl-C ended it. */
export async function labelByKeys(
  { items, before }: LabelProgress,
  keeper: LabelKeeper,
  input: TerminalInput,
  terminal: Terminal,
): Promise<boolean> {
  const paint = palette(terminal.plain);
  const lines = (text: string) => `${wrap(text, Math.max(20, terminal.columns - 1)).join("\n")}\n`;
  await terminal.write(`${lines(warning)}\n${lines(question)}`);
  const show = (session: LabelSession) => terminal.write(screenOf(session, before, paint, terminal.columns));
  let session = labelSession(items);
  await show(session);
  for await (const pressed of input.keys()) {
    if (pressed === interruptKey) return true;
    const event = labelKeys.find(({ key }) => key === pressed.toLowerCase())?.event;
    const next = event === undefined ? session : await stepped(session, event, keeper);
    if (next === session || event === undefined) continue;
    session = next;
    if (session.isOver) break;
    await terminal.write(`→ ${event.kind === "label" ? paint.regard[event.label](event.label) : event.kind}\n`);
    await show(session);
  }
  return false;
}

/** One event later, once the file of labels holds what it did. */
async function stepped(session: LabelSession, event: LabelEvent, keeper: LabelKeeper): Promise<LabelSession> {
  const { session: next, effect } = stepLabels(session, event);
  if (effect?.kind === "keep") await keeper.keep(effect.item, effect.label);
  if (effect?.kind === "take back") await keeper.takeBack(effect.item);
  return next;
}

/** A text with its number, and the keys. */
function screenOf(session: LabelSession, before: number, paint: Palette, columns: number): string {
  const item = currentItem(session);
  const all = session.items.length + before;
  const keys = labelKeys
    .map(
      ({ key, event, says }) =>
        `${paint.heading(key)} ${event.kind === "label" ? paint.regard[event.label](says) : says}`,
    )
    .join("   ");
  if (item === undefined)
    return `\nAll ${all} texts are done.  ${paint.heading("u")} undo   ${paint.heading("q")} quit\n`;
  const text = wrap(harmlessStart(item.shown, shownCharacters), Math.max(20, columns - 3));
  const heading = paint.faint(`Text ${before + session.given.length + 1} of ${all}`);
  return `\n${heading}\n\n${text.map((line) => `  ${line}\n`).join("")}\n${wrap(keys, Math.max(20, columns - 1)).join("\n")}\n`;
}
