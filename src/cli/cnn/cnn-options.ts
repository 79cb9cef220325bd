/** Options of all `cnn` commands that show images to a model. */
export interface CnnOptions {
  readonly model: string;
  readonly data: string;
  readonly group: string;
  readonly classes?: readonly string[];
  readonly limit?: number;
  readonly mean?: readonly number[];
  readonly deviation?: readonly number[];
  readonly channels: "rgb" | "bgr";
  readonly size?: number;
  readonly features?: string;
  readonly seed: number;
  readonly threads?: number;
  readonly batchSize: number;
  readonly offline?: boolean;
  readonly json?: boolean;
  readonly plain?: boolean;
}

export interface CnnEvalOptions extends CnnOptions {
  readonly methods: readonly string[];
  readonly trained?: string;
  readonly perBatch: number;
  readonly frames: "on" | "off";
}

export interface CnnTrainOptions extends CnnOptions {
  readonly method: "base" | "equitune" | "equizero" | "equizero-entropy" | "lambda";
  readonly what: "head" | "lambda" | "both" | "all";
  readonly epochs: number;
  readonly batch: number;
  readonly rate: number;
  readonly held: number;
  readonly out: string;
}

export interface CnnTableOptions {
  readonly models: readonly string[];
  readonly data: string;
  readonly training: string;
  readonly group: string;
  readonly limit?: number;
  readonly trainingLimit?: number;
  readonly seeds: readonly string[];
  readonly epochs: number;
  readonly batch: number;
  readonly rate: number;
  readonly held: number;
  readonly out: string;
  readonly threads?: number;
  readonly batchSize: number;
  readonly offline?: boolean;
  readonly json?: boolean;
  readonly plain?: boolean;
}
