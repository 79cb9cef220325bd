import { Box, Text } from "ink";
import type { ReactElement } from "react";
import { harmless } from "../../text/harmless.ts";
import { type AppState, isTooSmall, smallest } from "./app-state.ts";
import { bodyOf } from "./frame.ts";
import { helpHint, lastHelpTop } from "./help-lines.ts";
import { HelpView } from "./help-view.tsx";
import { lineOfKeys } from "./line-of-keys.ts";
import type { KeyHint, Look, OpenScreen } from "./screen.ts";
import { styleOf } from "./theme.ts";
import { WholeText } from "./whole-text.tsx";

/** The screen in sight between its title and its keys. Always shorter than the terminal by a line, so that nothing scrolls and nothing flickers. */
export function AppView({ state, look }: { readonly state: AppState; readonly look: Look }): ReactElement {
  if (isTooSmall(look)) return <TooSmallView look={look} />;
  const top = state.screens.at(-1)?.screen;
  const titles = state.screens.map(({ screen }) => screen.title).join(" › ");
  const inner = { ...look, ...bodyOf(look) };
  return (
    <Box flexDirection="column" width={look.columns} height={look.rows - 1} overflow="hidden">
      <Text {...styleOf("heading", look)} wrap="truncate">
        {`Evenhand · ${harmless(titles)}`}
      </Text>
      <Box flexGrow={1} flexDirection="column" overflow="hidden">
        <Box flexDirection="column" height={inner.rows} flexShrink={0} overflow="hidden">
          {top === undefined ? null : state.help === undefined ? (
            top.draw(inner)
          ) : (
            <HelpView screen={top} top={state.help} look={inner} />
          )}
        </Box>
      </Box>
      {state.failure === undefined ? (
        <HintLine hints={state.help === undefined ? hintsOf(top) : helpHints(top, look)} look={look} />
      ) : (
        <WholeText text={`Problem: ${harmless(state.failure)}`} role="problem" look={look} />
      )}
    </Box>
  );
}

const hintsOf = (top: OpenScreen | undefined): readonly KeyHint[] =>
  top === undefined ? [] : [...top.hints.filter(({ rare }) => rare !== true), helpHint(top)];

const helpHints = (top: OpenScreen | undefined, look: Look): readonly KeyHint[] =>
  top !== undefined && lastHelpTop(top, look) > 0
    ? [
        { keys: "↑ ↓", does: "scroll" },
        { keys: "any other key", does: "close" },
      ]
    : [{ keys: "any key", does: "close" }];

function TooSmallView({ look }: { readonly look: Look }): ReactElement {
  const words = `This window has ${look.columns}×${look.rows} cells; ${smallest.columns}×${smallest.rows} are needed. Make it larger, or leave with Ctrl-C.`;
  return (
    <Box width={look.columns} height={Math.max(1, look.rows - 1)} overflow="hidden">
      <Text>{words}</Text>
    </Box>
  );
}

function HintLine({ hints, look }: { readonly hints: readonly KeyHint[]; readonly look: Look }): ReactElement {
  if (look.screenReader) return <Text>{`Keys: ${hints.map(({ keys, does }) => `${keys}, ${does}`).join("; ")}.`}</Text>;
  return (
    <Text {...styleOf("faint", look)} wrap="truncate">
      {lineOfKeys(
        hints.map(({ keys, does }) => `${keys} ${does}`),
        look.columns,
      )}
    </Text>
  );
}
