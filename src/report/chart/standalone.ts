/** The colours of the page in its light form, for a chart that stands in a file of its own; it brings its paper along, so that dark viewers show it too. */
const colours: Readonly<Record<string, string>> = {
  paper: "#ffffff",
  ink: "#1b1f24",
  muted: "#57606a",
  line: "#d8dee4",
  accent: "#0b57d0",
};

/** A chart of `drawChart` as an SVG file: colours by value, a font, a paper. Throws RangeError on a colour that has no value here. */
export function standalone(svg: string): string {
  const coloured = svg.replace(/var\(--([\w-]+)\)/gu, (_, name: string) => {
    const colour = colours[name];
    if (colour === undefined) throw new RangeError(`Expected a colour of a standalone chart but received --${name}.`);
    return colour;
  });
  const named = coloured.replace(/ aria-describedby="[^"]*"/u, "").replaceAll("currentColor", colours["ink"] ?? "");
  const isNamespaced = /^<svg[^>]* xmlns=/u.test(named);
  const opened = named.replace(
    /^<svg/u,
    `<svg${isNamespaced ? "" : ' xmlns="http://www.w3.org/2000/svg"'} font-family="system-ui, 'DejaVu Sans', sans-serif" font-size="12"`,
  );
  return `${opened.replace(/^(<svg[^>]*>)/u, `$1<rect width="100%" height="100%" fill="${colours["paper"]}"/>`)}\n`;
}
