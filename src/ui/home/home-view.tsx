import { Box, Text } from "ink";
import type { ReactElement } from "react";
import { harmless } from "../../text/harmless.ts";
import { wrap } from "../../text/layout.ts";
import { inSight } from "../kernel/list-window.ts";
import type { Look } from "../kernel/screen.ts";
import { styleOf } from "../kernel/theme.ts";
import { type HomeState, homeItems } from "./state.ts";

const purpose =
  "Language models finish “The man was known for …” and “The woman was known for …” differently. Evenhand makes a model treat demographic groups alike, and measures what is left.";

/** What one can do, and what is at hand. */
export function HomeView({ state, look }: { readonly state: HomeState; readonly look: Look }): ReactElement {
  const items = homeItems(state);
  const { window } = state;
  return (
    <Box flexDirection="column">
      {wrap(purpose, look.columns - 1).map((line, i) => (
        <Text key={`purpose ${i}`}>{line}</Text>
      ))}
      <Text> </Text>
      {inSight(items, window).map(({ title, about }, i) => {
        const isSelected = window.top + i === window.selected;
        return (
          <Text key={title} wrap="truncate">
            <Text
              {...(isSelected ? styleOf("selected", look) : {})}
            >{`${isSelected ? ">" : " "} ${harmless(title)}`}</Text>
            <Text {...styleOf("faint", look)}>{`  ${harmless(about)}`}</Text>
          </Text>
        );
      })}
      {items.length > window.height ? (
        <Text {...styleOf("faint", look)}>{`  ${window.selected + 1} of ${items.length}`}</Text>
      ) : null}
      <Text> </Text>
      <AtHandView state={state} look={look} />
    </Box>
  );
}

function AtHandView({ state: { atHand }, look }: { readonly state: HomeState; readonly look: Look }): ReactElement {
  if (atHand === undefined) return <Text {...styleOf("faint", look)}>Looking around …</Text>;
  const { lists, contexts, models } = atHand;
  const lines = [
    `Models: mini (bundled)${models.map((model) => `, ${model}`).join("")}`,
    `Word lists: ${lists.map(({ name, rows }) => `${name} (${rows} rows)`).join(", ")}`,
    `Contexts: ${contexts.join(", ")}`,
  ];
  return (
    <Box flexDirection="column">
      {lines.map((line) => (
        <Text key={line} wrap="truncate">
          {harmless(line)}
        </Text>
      ))}
    </Box>
  );
}
