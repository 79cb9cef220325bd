import { Box, Text } from "ink";
import type { ReactElement } from "react";
import { harmless } from "../../text/harmless.ts";
import { pad, wrap } from "../../text/layout.ts";
import { inSight } from "../kernel/list-window.ts";
import type { Look } from "../kernel/screen.ts";
import { styleOf } from "../kernel/theme.ts";
import { homeLayout, purpose } from "./home-layout.ts";
import { type HomeItem, type HomeState, homeItems } from "./state.ts";

/** What one can do, and what is at hand. */
export function HomeView({ state, look }: { readonly state: HomeState; readonly look: Look }): ReactElement {
  const { showsPurpose, showsAtHand } = homeLayout(look);
  const items = homeItems(state);
  const { window } = state;
  return (
    <Box flexDirection="column">
      {showsPurpose ? <PurposeView look={look} /> : null}
      {inSight(items, window).map((item, i) => (
        <ItemView
          key={`${item.title} ${item.about}`}
          item={item}
          isSelected={window.top + i === window.selected}
          look={look}
        />
      ))}
      {items.length > window.height ? (
        <Text {...styleOf("faint", look)}>{`  ${window.selected + 1} of ${items.length}`}</Text>
      ) : null}
      {showsAtHand ? <AtHandView state={state} look={look} /> : null}
    </Box>
  );
}

function PurposeView({ look }: { readonly look: Look }): ReactElement {
  return (
    <Box flexDirection="column" marginBottom={1}>
      {(look.screenReader ? [purpose] : wrap(purpose, look.columns - 1)).map((line, i) => (
        <Text key={`purpose ${i}`}>{line}</Text>
      ))}
    </Box>
  );
}

/** What things are stands under one another, unless a name is long. */
const titleCells = 20;

function ItemView(props: { readonly item: HomeItem; readonly isSelected: boolean; readonly look: Look }): ReactElement {
  const { item, isSelected, look } = props;
  const [title, about] = [harmless(item.title), harmless(item.about)];
  if (look.screenReader) return <Text>{`${isSelected ? "Selected: " : ""}${title}. ${about}.`}</Text>;
  return (
    <Text wrap="truncate">
      <Text {...(isSelected ? styleOf("selected", look) : {})}>{`${isSelected ? ">" : " "} ${title}`}</Text>
      <Text {...styleOf("faint", look)}>{`${pad("", titleCells - title.length)}  ${about}`}</Text>
    </Text>
  );
}

function AtHandView({ state: { atHand }, look }: { readonly state: HomeState; readonly look: Look }): ReactElement {
  if (atHand === undefined) {
    return (
      <Box marginTop={1}>
        <Text {...styleOf("faint", look)}>Looking around …</Text>
      </Box>
    );
  }
  const { lists, contexts, models } = atHand;
  const lines = [
    `Models: mini (bundled)${models.map((model) => `, ${model}`).join("")}`,
    `Word lists (rows): ${lists.map(({ name, rows }) => `${name} ${rows}`).join(", ")}`,
    `Contexts: ${contexts.join(", ")}`,
  ];
  return (
    <Box flexDirection="column" marginTop={1}>
      {lines.map((line) => (
        <Text key={line} wrap="truncate">
          {harmless(line)}
        </Text>
      ))}
    </Box>
  );
}
