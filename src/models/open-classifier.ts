import type { RegardClassifier } from "../regard/regard.ts";
import type { ClassifierManifest } from "../store/classifiers.ts";

/** A classifier ready for use. Close it when done: one that runs on ONNX Runtime holds memory outside Node's. */
export interface OpenClassifier extends RegardClassifier {
  readonly manifest: ClassifierManifest;
  /** Where it was read from. */
  readonly folder: string;
  close(): Promise<void>;
}
