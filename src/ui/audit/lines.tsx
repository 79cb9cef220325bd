import { Text } from "ink";
import type { ReactElement } from "react";
import type { Look } from "../kernel/screen.ts";
import { styleOf } from "../kernel/theme.ts";
import type { Line } from "./line.ts";

/** Lines one below the other. */
export function LinesView({ lines, look }: { readonly lines: readonly Line[]; readonly look: Look }): ReactElement {
  return (
    <>
      {lines.map((spans, i) => (
        <Text key={`line ${i}`} wrap="truncate">
          {spans.every(({ text }) => text === "")
            ? " "
            : spans.map(({ text, role }, j) => (
                <Text key={`span ${j}`} {...(role === undefined ? {} : styleOf(role, look))}>
                  {text}
                </Text>
              ))}
        </Text>
      ))}
    </>
  );
}
