import { basename, resolve } from "node:path";
import { filesDigest, readKeptDraft } from "../../store/draft-recovery.ts";
import { expectFree, readListFiles, writeListFiles } from "../../store/list-files.ts";
import { pathKind } from "../../store/path-kind.ts";
import { wordListNames } from "../../store/word-lists.ts";
import { type Draft, readDraft } from "../../wordlist/author/draft.ts";
import { formatDraft } from "../../wordlist/author/format-draft.ts";
import { messageOf } from "../kernel/message-of.ts";
import { performPanel } from "../list-panels/perform-panel.ts";
import type { Services } from "../services.ts";
import { typedPath } from "../typed-path.ts";
import type { DraftKeeper } from "./draft-keeper.ts";
import type { EditEffect, EditNews, OpenedList } from "./state.ts";

/** What the effects of an editor work with. */
export interface EditTools {
  readonly services: Services;
  /** A shipped list's name, or a folder. */
  readonly what: string;
  /** What is told when the list opens. */
  readonly said: string;
  readonly cache: string;
  readonly keeper: DraftKeeper;
}

type Tell = (news: EditNews) => void;

/** Carries out what the editor asks for. Drafts are kept and dropped even where the screen is left. */
export async function performEdit(
  effect: EditEffect,
  tools: EditTools,
  tell: Tell,
  signal: AbortSignal,
): Promise<void> {
  switch (effect.kind) {
    case "open":
      return open(tools, tell);
    case "keep":
      if (await tools.keeper.keep(effect.kept, signal)) tell({ kind: "kept", draft: effect.kept.draft });
      return;
    case "drop":
      return tools.keeper.drop(effect.key);
    case "save":
      return save(effect, tools, tell);
    case "panel":
      return performPanel(effect.effect, tools.services, (news) => tell({ kind: "panel", news }), signal);
    default:
      return effect satisfies never;
  }
}

async function open({ services, what, said, cache }: EditTools, tell: Tell): Promise<void> {
  try {
    const { list, draft } = readList(what, services.folder);
    const { kept, setAside } = await readKeptDraft(cache, list.key);
    const isNews = kept !== undefined && digestOfDraft(kept.draft) !== digestOfDraft(draft);
    tell({ kind: "opened", list, draft, ...(isNews ? { kept } : {}), ...openingMessage(list, said, setAside) });
  } catch (error) {
    tell({ kind: "cannot open", message: messageOf(error) });
  }
}

const digestOfDraft = (draft: Draft): string => filesDigest(formatDraft(draft));

function openingMessage(list: OpenedList, said: string, setAside: string | undefined): { readonly message?: string } {
  if (setAside !== undefined)
    return { message: `The draft kept for this list could not be read; it was set aside: ${setAside}` };
  if (said !== "") return { message: said };
  return list.folder === undefined ? { message: "A shipped list: changes are saved as a copy (Ctrl-S)." } : {};
}

/** A shipped list as a copy without a folder, or the list of a folder. Throws UserError on files whose rows could not be kept. */
function readList(what: string, home: string): { readonly list: OpenedList; readonly draft: Draft } {
  const isShipped = wordListNames().includes(what);
  const path = isShipped ? what : resolve(home, what);
  const { name, folder: shown, files } = readListFiles(path);
  const base = filesDigest(files);
  const list = isShipped ? { name, shown, key: name, base } : { name, shown, folder: path, key: path, base };
  return { list, draft: readDraft(files, shown) };
}

async function save(
  { list, draft, copyTo, force, leave }: Extract<EditEffect, { kind: "save" }>,
  { services, keeper }: EditTools,
  tell: Tell,
): Promise<void> {
  const folder = copyTo === undefined ? list.folder : typedPath(services.folder, copyTo);
  if (folder === undefined) return;
  try {
    if (copyTo !== undefined) expectFree(folder);
    else if (!force && hasChanged(folder, list.base)) return tell({ kind: "changed elsewhere", leave });
    await writeListFiles(folder, formatDraft(draft));
    const base = filesDigest(readListFiles(folder).files);
    await keeper.drop(list.key, draft);
    tell({
      kind: "saved",
      list: { name: basename(folder), shown: copyTo ?? list.shown, folder, key: folder, base },
      draft,
      leave,
    });
  } catch (error) {
    tell({ kind: "not saved", message: messageOf(error), leave, ...(copyTo === undefined ? {} : { copyTo }) });
  }
}

/** Whether somebody else has written the list since it was read. A folder that is gone is written anew. */
function hasChanged(folder: string, base: string): boolean {
  if (pathKind(folder) === "nothing") return false;
  return filesDigest(readListFiles(folder).files) !== base;
}
