export interface CacheOptions {
  readonly json?: boolean;
  readonly plain?: boolean;
}
