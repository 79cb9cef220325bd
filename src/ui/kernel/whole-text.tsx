import { Box, Text } from "ink";
import type { ReactElement } from "react";
import { wrap } from "../../text/layout.ts";
import type { Look } from "./screen.ts";
import { type Role, styleOf } from "./theme.ts";

/** A text on as many lines as it takes; what stands above it gives way, not its end, which says what to do next. */
export function WholeText(props: { readonly text: string; readonly role: Role; readonly look: Look }): ReactElement {
  const { text, role, look } = props;
  return (
    <Box flexDirection="column" flexShrink={0}>
      {wrap(text, look.columns).map((line, i) => (
        <Text key={`${i}`} {...styleOf(role, look)}>
          {line}
        </Text>
      ))}
    </Box>
  );
}
