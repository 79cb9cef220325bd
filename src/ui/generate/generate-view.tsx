import { Box, Text } from "ink";
import type { ReactElement } from "react";
import type { Look } from "../kernel/screen.ts";
import { styleOf } from "../kernel/theme.ts";
import { formLines } from "./form-view.ts";
import type { GenerateState } from "./state.ts";
import { textsLines } from "./texts-view.ts";

/** The form, or the texts. */
export function GenerateView({ state, look }: { readonly state: GenerateState; readonly look: Look }): ReactElement {
  const lines = state.at === "form" ? formLines(state, look.rows, look) : textsLines(state, look.rows, look);
  return (
    <Box flexDirection="column">
      {lines.map((line, i) => (
        <Text key={`line ${i}`} wrap="truncate">
          {line.length === 0
            ? " "
            : line.map(({ text, role }, j) => (
                <Text key={`piece ${j}`} {...(role === undefined ? {} : styleOf(role, look))}>
                  {text}
                </Text>
              ))}
        </Text>
      ))}
    </Box>
  );
}
