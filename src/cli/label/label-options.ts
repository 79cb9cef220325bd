export interface LabelOptions {
  readonly labels: string;
  readonly annotator: string;
  readonly textColumn: string;
  readonly groupColumn?: string;
  readonly mask?: boolean;
  readonly words?: string;
  readonly limit: number;
  readonly seed: number;
  readonly json?: boolean;
  readonly plain?: boolean;
}
