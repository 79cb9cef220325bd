import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { keepDraft, keptDrafts, readKeptDraft } from "../../../src/store/draft-recovery.ts";
import { readListFiles, writeListFiles } from "../../../src/store/list-files.ts";
import { draftKeeper } from "../../../src/ui/edit-list/draft-keeper.ts";
import { performEdit } from "../../../src/ui/edit-list/perform.ts";
import type { EditEffect, EditNews } from "../../../src/ui/edit-list/state.ts";
import { openServices } from "../../../src/ui/services.ts";
import { type Draft, readDraft } from "../../../src/wordlist/author/draft.ts";
import { formatDraft } from "../../../src/wordlist/author/format-draft.ts";
import { draftOf } from "../../wordlist/author/drafts.ts";

const root = mkdtempSync(join(tmpdir(), "evenhand-edit-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let [home, cache] = ["", ""];
beforeEach(() => {
  home = mkdtempSync(join(root, "home-"));
  cache = mkdtempSync(join(root, "cache-"));
});

const first = draftOf([["man", "woman"]]);
const second = draftOf([["king", "queen"]]);
const readBack = (folder: string): Draft => readDraft(readListFiles(folder).files, folder);

/** A session: effects are carried out, news come back. */
function session(what: string, signal = new AbortController().signal) {
  const services = openServices(home, { environment: {} }, () => 0);
  const tools = { services, what, said: "", cache, keeper: draftKeeper(cache) };
  const news: EditNews[] = [];
  const perform = async (effect: EditEffect): Promise<EditNews | undefined> => {
    await performEdit(effect, tools, (one) => news.push(one), signal);
    return news.at(-1);
  };
  return { perform };
}

async function openedIn(what: string) {
  const { perform } = session(what);
  const news = await perform({ kind: "open" });
  if (news?.kind !== "opened") throw new Error(JSON.stringify(news));
  return { perform, ...news };
}

describe("a list's folder", () => {
  it("is opened, saved, and opened again", async () => {
    await writeListFiles(join(home, "age"), formatDraft(first));
    const { perform, list, draft } = await openedIn("age");
    expect(draft).toEqual(first);
    const saved = await perform({ kind: "save", list, draft: second, force: false, leave: false });
    expect(saved).toMatchObject({ kind: "saved", draft: second });
    expect(readBack(join(home, "age"))).toEqual(second);
  });

  it("is not overwritten where somebody else has changed it, unless one says so", async () => {
    await writeListFiles(join(home, "age"), formatDraft(first));
    const { perform, list } = await openedIn("age");
    writeFileSync(join(home, "age", "equality.csv"), "man,woman\nboy,girl\n");
    const save = { kind: "save", list, draft: second, leave: false } as const;
    expect(await perform({ ...save, force: false })).toEqual({ kind: "changed elsewhere", leave: false });
    expect(readBack(join(home, "age")).equality[0]?.words).toEqual(["boy", "girl"]);
    expect(await perform({ ...save, force: true })).toMatchObject({ kind: "saved" });
    expect(readBack(join(home, "age"))).toEqual(second);
  });

  it("is not opened where its rows could not be read, so that saving cannot lose them", async () => {
    await writeListFiles(join(home, "age"), { ...formatDraft(first), equality: 'man,woman\n"boy,girl\n' });
    expect(await session("age").perform({ kind: "open" })).toMatchObject({ kind: "cannot open" });
  });

  it("is a new one for a copy of a shipped list", async () => {
    const { perform, list, draft } = await openedIn("gender");
    expect(list.folder).toBeUndefined();
    const save = { kind: "save", list, draft, copyTo: "mine", force: false, leave: false } as const;
    expect(await perform(save)).toMatchObject({ kind: "saved", list: { name: "mine" } });
    expect(readBack(join(home, "mine"))).toEqual(draft);
    expect(await perform(save)).toMatchObject({ kind: "not saved", copyTo: "mine" }); // it exists now
  });
});

describe("a draft that is not saved", () => {
  it("is offered after a session that ended without a word", async () => {
    await writeListFiles(join(home, "age"), formatDraft(first));
    const { perform, list } = await openedIn("age");
    await perform({ kind: "keep", kept: { list: list.key, base: list.base, draft: second } });
    const again = await openedIn("age");
    expect(again.kept).toEqual({ list: list.key, base: list.base, draft: second });
    expect(await keptDrafts(cache)).toEqual([list.key]);
    await again.perform({ kind: "save", list, draft: second, force: false, leave: false });
    expect((await openedIn("age")).kept).toBeUndefined();
    expect(readdirSync(join(cache, "drafts"))).toEqual([]);
  });

  it("is written at once where the screen is left, the last one last", async () => {
    await writeListFiles(join(home, "age"), formatDraft(first));
    const leaving = new AbortController();
    const { perform } = session("age", leaving.signal);
    const kept = { list: join(home, "age"), base: "0" };
    const writing = [first, second].map((draft) => perform({ kind: "keep", kept: { ...kept, draft } }));
    leaving.abort();
    await Promise.all(writing);
    expect((await readKeptDraft(cache, kept.list)).kept?.draft).toEqual(second);
  });

  it("is forgotten where one says so, also one that was about to be written", async () => {
    const { perform } = session("age");
    const kept = { list: join(home, "age"), base: "0", draft: second };
    const writing = perform({ kind: "keep", kept });
    await perform({ kind: "drop", key: kept.list });
    await writing;
    expect(await readKeptDraft(cache, kept.list)).toEqual({});
  });

  it("is told as kept only where the file holds it: not where it was forgotten, or a later one took its place", async () => {
    const keeper = draftKeeper(cache);
    const { signal } = new AbortController();
    const kept = { list: join(home, "age"), base: "0" };
    const forgotten = keeper.keep({ ...kept, draft: first }, signal);
    await keeper.drop(kept.list);
    const early = keeper.keep({ ...kept, draft: first }, signal);
    const late = keeper.keep({ ...kept, draft: second }, signal);
    expect(await Promise.all([forgotten, early, late])).toEqual([false, false, true]);
    expect((await readKeptDraft(cache, kept.list)).kept?.draft).toEqual(second);
  });

  it("stays where the list is saved as it was before, though one leaves at once", async () => {
    await writeListFiles(join(home, "age"), formatDraft(first));
    const leaving = new AbortController();
    const { perform } = session("age", leaving.signal);
    const opened = await perform({ kind: "open" });
    if (opened?.kind !== "opened") throw new Error("expected an open list");
    const { list } = opened;
    const saving = perform({ kind: "save", list, draft: first, force: false, leave: false });
    const keeping = perform({ kind: "keep", kept: { list: list.key, base: list.base, draft: second } });
    leaving.abort();
    await Promise.all([saving, keeping]);
    expect((await readKeptDraft(cache, list.key)).kept?.draft).toEqual(second);
  });

  it("is set aside where it cannot be read", async () => {
    const kept = { list: join(home, "age"), base: "0", draft: second };
    await keepDraft(cache, kept);
    const [name = ""] = readdirSync(join(cache, "drafts"));
    writeFileSync(join(cache, "drafts", name), '{"version": 2}');
    const { setAside = "" } = await readKeptDraft(cache, kept.list);
    expect(setAside).toContain(name);
    expect(readdirSync(join(cache, "drafts"))).toEqual([`${name}.unreadable`]);
  });
});
