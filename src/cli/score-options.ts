export interface ScoreOptions {
  readonly classifier: string;
  readonly textColumn: string;
  readonly header: boolean;
  readonly quotes: boolean;
  readonly words?: string;
  readonly mask?: readonly string[];
  readonly offline?: boolean;
  readonly json?: boolean;
  readonly plain?: boolean;
}
