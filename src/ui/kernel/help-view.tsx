import { Box, Text } from "ink";
import type { ReactElement } from "react";
import { helpLines } from "./help-lines.ts";
import type { Look, OpenScreen } from "./screen.ts";
import { styleOf } from "./theme.ts";

/** What a screen is for and every key of it, from line `top` on; all of it for a screen reader. */
export function HelpView(props: {
  readonly screen: OpenScreen;
  readonly top: number;
  readonly look: Look;
}): ReactElement {
  const { screen, top, look } = props;
  const lines = helpLines(screen, look.columns);
  const first = Math.max(0, Math.min(top, lines.length - look.rows)); // the window may have grown
  return (
    <Box flexDirection="column">
      {(look.screenReader ? lines : lines.slice(first, first + look.rows)).map(({ keys, text }, i) => (
        <Text key={`${i}`} wrap="truncate">
          {keys === "" && text === "" ? " " : <Text {...styleOf("heading", look)}>{keys}</Text>}
          {text}
        </Text>
      ))}
    </Box>
  );
}
