/** The named features of a text and their weights, in a fixed order. */
export type Feature = readonly [name: string, weight: number];
