import { Box, Text } from "ink";
import type { ReactElement } from "react";
import { visibleLine } from "../kernel/line-edit.ts";
import { listWindow } from "../kernel/list-window.ts";
import type { Look } from "../kernel/screen.ts";
import { styleOf } from "../kernel/theme.ts";
import { LineView } from "../kernel/lines-view.tsx";
import { bodyRows, contentOf } from "./content/panel-content.ts";
import { panelNames, type PanelState } from "./panel.ts";

/** The panel in sight: at most `look.rows` lines of at most `look.columns` cells. */
export function PanelView({ state, look }: { readonly state: PanelState; readonly look: Look }): ReactElement {
  const content = contentOf(state, look);
  const { body, detail } = bodyRows(content, look.rows);
  const { selected, top } = content.isChoice
    ? listWindow(content.count, body, state.windows[state.shown])
    : {
        ...listWindow(content.count, body, { ...state.windows[state.shown] }),
        top: state.windows[state.shown].selected,
      };
  const inSight = Array.from({ length: Math.max(0, Math.min(body, content.count - top)) }, (_, i) => top + i);
  return (
    <Box flexDirection="column" width={look.columns} height={look.rows} overflow="hidden">
      {state.typing === undefined ? (
        <PanelNames state={state} look={look} />
      ) : (
        <PromptLine typing={state.typing} look={look} />
      )}
      {content.header.map((line, i) => (
        <LineView key={`header ${i}`} line={line} look={look} goesOn={look.screenReader} />
      ))}
      {inSight.map((i) => (
        <LineView
          key={i}
          line={content.isChoice ? [{ text: i === selected ? "> " : "  " }, ...content.line(i)] : content.line(i)}
          look={look}
          goesOn={look.screenReader}
          isSelected={content.isChoice && i === selected}
        />
      ))}
      {(content.detail ?? []).slice(0, detail).map((line, i) => (
        <LineView key={`detail ${i}`} line={line} look={look} goesOn={look.screenReader} />
      ))}
    </Box>
  );
}

/** The names of all panels, the one in sight in brackets. */
function PanelNames({ state, look }: { readonly state: PanelState; readonly look: Look }): ReactElement {
  if (look.screenReader) return <Text>{`Panel ${state.shown}.`}</Text>;
  return (
    <Text wrap="truncate">
      {panelNames.map((name) =>
        name === state.shown ? (
          <Text key={name} {...styleOf("heading", look)}>{`[${name}]`}</Text>
        ) : (
          <Text key={name} {...styleOf("faint", look)}>{` ${name} `}</Text>
        ),
      )}
    </Text>
  );
}

function PromptLine({
  typing,
  look,
}: {
  readonly typing: NonNullable<PanelState["typing"]>;
  readonly look: Look;
}): ReactElement {
  const { before, under, after } = visibleLine(typing, look.columns - "Prompt: ".length - 1);
  return (
    <Text wrap="truncate">
      <Text {...styleOf("heading", look)}>{"Prompt: "}</Text>
      {before}
      <Text inverse>{under}</Text>
      {after}
    </Text>
  );
}
