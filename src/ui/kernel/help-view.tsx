import { Box, Text } from "ink";
import type { ReactElement } from "react";
import { pad, wrap } from "../../text/layout.ts";
import type { KeyHint, Look, OpenScreen } from "./screen.ts";
import { styleOf } from "./theme.ts";

const everywhere: readonly KeyHint[] = [
  { keys: "Esc", does: "go back" },
  { keys: "?", does: "help" },
  { keys: "Ctrl-C", does: "leave; nothing is lost" },
];

/** What a screen is for and every key of it. */
export function HelpView({ screen, look }: { readonly screen: OpenScreen; readonly look: Look }): ReactElement {
  const hints = [...screen.hints, ...everywhere.filter(({ keys }) => screen.hints.every((hint) => hint.keys !== keys))];
  const width = Math.max(...hints.map(({ keys }) => keys.length)) + 3;
  return (
    <Box flexDirection="column">
      {wrap(screen.about, look.columns - 1).map((line, i) => (
        <Text key={`about ${i}`}>{line}</Text>
      ))}
      <Text> </Text>
      {hints.map(({ keys, does }) => (
        <Text key={keys} wrap="truncate">
          <Text {...styleOf("heading", look)}>{pad(keys, width)}</Text>
          {does}
        </Text>
      ))}
    </Box>
  );
}
