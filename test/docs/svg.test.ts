import { expect, it } from "vitest";
import { terminalPicture } from "../../docs/svg.ts";

const texts = (picture: string) => [...picture.matchAll(/<text ([^>]*)>([^<]*)<\/text>/gu)].map(([, , text]) => text);

it("draws each run of a line where it stands, in its style", () => {
  const picture = terminalPicture("a \u001B[31mred\u001B[39m \u001B[1mb\u001B[22m", 20);
  expect(texts(picture)).toEqual(["a", "red", "b"]);
  expect(picture).toContain('x="32.8" y="29.5" fill="#f07178" textLength="25.2"'); // 16 + 2 × 8.4; 16 + 0.75 × 18; 3 × 8.4
  expect(picture).toContain('font-weight="bold"');
});

it("leaves no markup in a text", () => {
  expect(texts(terminalPicture("<b> & co", 20))).toEqual(["&lt;b&gt; &amp; co"]);
});
