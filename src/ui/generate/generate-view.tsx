import { Box } from "ink";
import type { ReactElement } from "react";
import { LinesView } from "../kernel/lines-view.tsx";
import type { Look } from "../kernel/screen.ts";
import { formLines } from "./form-view.ts";
import type { GenerateState } from "./state.ts";
import { textsLines } from "./texts-view.ts";

/** The form, or the texts. */
export function GenerateView({ state, look }: { readonly state: GenerateState; readonly look: Look }): ReactElement {
  const lines = state.at === "form" ? formLines(state, look.rows, look) : textsLines(state, look.rows, look);
  return (
    <Box flexDirection="column">
      <LinesView lines={lines} look={look} />
    </Box>
  );
}
