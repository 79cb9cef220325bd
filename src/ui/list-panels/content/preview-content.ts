import stringWidth from "string-width";
import { harmless } from "../../../text/harmless.ts";
import { wrap } from "../../../text/layout.ts";
import type { PreviewImage, PreviewSpan } from "../../../wordlist/preview.ts";
import { inCells } from "../../kernel/cell-text.ts";
import type { PreviewFound } from "../findings.ts";
import { knownOf } from "../jobs.ts";
import type { PanelState } from "../panel.ts";
import type { Line, Span } from "../../kernel/line.ts";
import { type Content, type ContentLook, heading, scrolling, wrapped } from "./line.ts";

/** All images of the prompt: [moved] words, {listed words that stay behind}, doubts about pronouns. */
export function previewContent(state: PanelState, { columns, screenReader }: ContentLook): Content {
  const known = knownOf(state, "preview");
  const which = state.isRelaxed ? "relaxed: general words stay" : "all listed words move";
  const title = `Images of the prompt, ${which}; [moved], {stays behind}`;
  if (known.value === undefined) return scrolling([heading(title, known)], []);
  return scrolling(
    [heading(title, known)],
    [
      ...imageLines(known.value, columns, screenReader),
      ...remarks(known.value).flatMap((text) => wrapped(text, columns)),
    ],
  );
}

function imageLines({ images }: PreviewFound, columns: number, screenReader: boolean): readonly Line[] {
  const names = images.map(({ demographic }) => harmless(demographic ?? "text"));
  const width = Math.min(24, Math.max(0, ...names.map((name) => stringWidth(name))) + 2);
  return images.flatMap((image, i) => {
    const lines = textLines(image, columns - width);
    return lines.map((line, part): Line => {
      const name = part > 0 ? "" : (names[i] ?? "");
      return [{ text: screenReader ? (part > 0 ? "" : `${name}: `) : inCells(name, width), role: "faint" }, ...line];
    });
  });
}

const marks: Readonly<Record<PreviewSpan["kind"], readonly [string, string]>> = {
  plain: ["", ""],
  moved: ["[", "]"],
  left: ["{", "}"],
};

/** The marked text, wrapped; a line break never falls into a marked word of ordinary length. */
function textLines({ spans }: PreviewImage, columns: number): readonly Line[] {
  const marked = spans.map(({ text, kind }) => {
    const [, space = "", word = "", after = ""] = /^(\s*)(.*?)(\s*)$/su.exec(harmless(text)) ?? [];
    const [open, close] = marks[kind];
    return word === "" ? `${space}${after}` : `${space}${open}${word}${close}${after}`;
  });
  return wrap(marked.join(""), columns).map(coloured);
}

/** Brackets are the marks; colours only repeat them. */
const coloured = (line: string): Line =>
  Array.from(line.matchAll(/\[[^[\]]*\]|\{[^{}]*\}|[^[{]+|[[{]/gu), ([text]): Span => {
    if (/^\[.+\]$/u.test(text)) return { text, role: "listed" };
    return /^\{.+\}$/u.test(text) ? { text, role: "behind" } : { text };
  });

function remarks({ images }: PreviewFound): readonly string[] {
  const left = [
    ...new Set(
      images.flatMap(({ spans }) => spans.filter(({ kind }) => kind === "left").map(({ text }) => text.trim())),
    ),
  ];
  const doubts = images.find((image) => image.doubts.length > 0)?.doubts ?? [];
  const doubted = [...new Set(doubts.map(({ word, fits }) => `${word} reads as ${fits} here`))];
  const isStill = images.every(({ demographic }) => demographic === null);
  return [
    ...(isStill ? ["No word of the prompt moves: all its images are equal."] : []),
    ...(left.length === 0 ? [] : [`Stay behind: ${left.join(", ")}.`]),
    ...(doubted.length === 0 ? [] : [`In doubt: ${doubted.join(", ")}; the action cannot tell.`]),
  ];
}
