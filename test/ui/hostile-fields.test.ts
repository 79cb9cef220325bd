import { renderToString } from "ink";
import type { ReactElement } from "react";
import fc from "fast-check";
import { createElement } from "react";
import { describe, expect, it } from "vitest";
import type { OpenText } from "../../src/pipelines/open-text.ts";
import { startChoosing } from "../../src/ui/audit/choose-state.ts";
import { ChooseView } from "../../src/ui/audit/choose-view.tsx";
import { RunView } from "../../src/ui/audit/run-view.tsx";
import { EditView } from "../../src/ui/edit-list/edit-view.tsx";
import { generateScreen } from "../../src/ui/generate/generate-screen.ts";
import { lineEdit } from "../../src/ui/kernel/line-edit.ts";
import type { Look } from "../../src/ui/kernel/screen.ts";
import { PanelView } from "../../src/ui/list-panels/panel-view.tsx";
import { importForm, templateForm } from "../../src/ui/lists/forms.ts";
import { ListsView } from "../../src/ui/lists/lists-view.tsx";
import { startLists } from "../../src/ui/lists/state.ts";
import { draftOf } from "../wordlist/author/drafts.ts";
import { runAfter } from "./audit/drive.ts";
import { auditFixture } from "../report/fixture.ts";
import { drive, opened as editor } from "./edit-list/drive.ts";
import { begun, named, opened, size } from "./generate/made-up.ts";

const generate = generateScreen({
  open: () => Promise.reject<OpenText>(new Error("not used")),
  folder: ".",
  network: {},
  now: () => 0,
});
const { result } = auditFixture();
const finished = { kind: "news", news: { kind: "result", result, files: [] } } as const;

/** Every line that is typed into, with a text in it that came from elsewhere. */
const fields: readonly (readonly [string, (text: string, look: Look) => ReactElement])[] = [
  [
    "a cell of the editor",
    (text, look) =>
      createElement(EditView, { state: drive(editor(draftOf([[text, "woman"]])), "<enter>").state, look }),
  ],
  ...(["search", "folder", "demographic"] as const).map(
    (kind) =>
      [
        `the editor's ${kind}`,
        (text: string, look: Look) => {
          const mode = { kind, line: lineEdit(text), leave: false };
          return createElement(EditView, { state: { ...editor(draftOf([["man", "woman"]])), mode }, look });
        },
      ] as const,
  ),
  [
    "the panels' prompt",
    (text, look) => {
      const { panels } = editor(draftOf([["man", "woman"]]));
      return createElement(PanelView, { state: { ...panels, typing: lineEdit(text) }, look });
    },
  ],
  [
    "the search for a list",
    (text, look) =>
      createElement(ListsView, {
        state: { ...startLists.state, filter: text, mode: { kind: "search", line: lineEdit(text) } },
        look,
      }),
  ],
  [
    "a form of word lists",
    (text, look) => {
      const form = { ...templateForm(text, text, text), at: 1 };
      return createElement(ListsView, {
        state: { ...startLists.state, mode: { kind: "form", form, isBusy: false } },
        look,
      });
    },
  ],
  [
    "a form of word lists, another line",
    (text, look) => {
      const form = { ...importForm(), fields: importForm().fields.map((one) => ({ ...one, line: lineEdit(text) })) };
      return createElement(ListsView, {
        state: { ...startLists.state, mode: { kind: "form", form, isBusy: false } },
        look,
      });
    },
  ],
  [
    "a field of an audit",
    (text, look) =>
      createElement(ChooseView, {
        state: { ...startChoosing.state, mode: { kind: "typing", field: "model", line: lineEdit(text) } },
        look,
      }),
  ],
  [
    "the search in a result",
    (text, look) => {
      const state = runAfter(finished);
      if (state.content.kind !== "result") throw new Error("expected a result");
      const content = { kind: "result" as const, result: { ...state.content.result, typing: lineEdit(text) } };
      return createElement(RunView, { state: { ...state, content }, look });
    },
  ],
  [
    "a field of the form for texts",
    (text, look) => {
      const state = begun(size(80, 24, false), named("down"));
      return generate.draw({ ...state, form: { ...state.form, line: lineEdit(text) } }, look);
    },
  ],
  [
    "the file for texts",
    (text, look) => {
      const state = begun(size(80, 24, false), named("enter"), opened(1, 2));
      return generate.draw({ ...state, question: { kind: "path", line: lineEdit(text) } }, look);
    },
  ],
];

const pieces = fc.constantFrom(
  "\u001B",
  "\u001B]2;X\u0007",
  "\u001B[2J",
  "\u009B31m",
  "\u0007",
  "\u202E",
  "\r",
  "a",
  "老",
);
const colours = new RegExp(`${String.fromCodePoint(27)}\\[[0-9;]*m`, "gu"); // ink's own

describe.each(fields)("%s", (_, drawn) => {
  it.each([false, true])("sends a terminal nothing of what a foreign text holds (screen reader: %s)", (screenReader) =>
    fc.assert(
      fc.property(fc.array(pieces, { minLength: 1, maxLength: 8 }), (parts) => {
        const look = { columns: 80, rows: 21, plain: true, screenReader };
        const lines = renderToString(drawn(parts.join(""), look), { columns: 80 })
          .replaceAll(colours, "")
          .split("\n");
        expect(lines.join("")).not.toMatch(/[\p{Cc}\u202E]/u);
      }),
      { numRuns: 20 },
    ),
  );
});
