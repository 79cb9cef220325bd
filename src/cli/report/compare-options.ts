export interface CompareOptions {
  readonly format?: string;
  readonly out?: string;
  readonly failWorse?: number;
  readonly json?: boolean;
  readonly plain?: boolean;
}
