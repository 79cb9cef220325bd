/** The recurrent cells, as PyTorch defines them. */
export const cellNames = ["lstm", "gru", "rnn"] as const;
export type CellName = (typeof cellNames)[number];
