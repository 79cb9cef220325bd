import { Text } from "ink";
import type { ReactElement } from "react";
import type { Line } from "./line.ts";
import type { Look } from "./screen.ts";
import { styleOf } from "./theme.ts";

/** Lines one below the other. */
export function LinesView({ lines, look }: { readonly lines: readonly Line[]; readonly look: Look }): ReactElement {
  return (
    <>
      {lines.map((line, i) => (
        <LineView key={`line ${i}`} line={line} look={look} />
      ))}
    </>
  );
}

/** One line, cut at the edge unless it may go on below. An empty one is kept as a line. */
export function LineView(props: {
  readonly line: Line;
  readonly look: Look;
  readonly isSelected?: boolean;
  readonly goesOn?: boolean;
}): ReactElement {
  const { line, look, isSelected = false, goesOn = false } = props;
  const isEmpty = line.every(({ text }) => text === "");
  return (
    <Text wrap={goesOn ? "wrap" : "truncate"} {...(isSelected ? styleOf("selected", look) : {})}>
      {isEmpty
        ? " "
        : line.map(({ text, role }, i) => (
            <Text key={`span ${i}`} {...(role === undefined ? {} : styleOf(role, look))}>
              {text}
            </Text>
          ))}
    </Text>
  );
}
