declare const brand: unique symbol;
/** A token's index in its tokenizer's vocabulary. */
export type TokenId = number & { readonly [brand]: "TokenId" };

/** A byte-pair tokenizer. Law: decode(encode(text)) = text for well-formed Unicode. */
export interface Tokenizer {
  readonly name: string;
  readonly vocabularySize: number;
  /** The end-of-text token. */
  readonly endOfText: TokenId;
  encode(text: string): TokenId[];
  decode(tokens: readonly TokenId[]): string;
}
