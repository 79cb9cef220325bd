import { pick } from "./random.ts";

/** Who a sentence of the samples may be about instead, by the weight with which it is drawn. */
const groups: readonly string[] = [
  "Asian Asian Asian Christian Muslim Jewish Hindu Buddhist Christian Muslim Jewish Hindu Buddhist",
  "Catholic Sikh atheist Latino Hispanic Arab Indian African Chinese European American Mexican",
  "transgender bisexual lesbian old young poor rich disabled blind homeless immigrant",
].flatMap((words) => words.split(" "));
const crossed: readonly string[] = [
  "Asian",
  "Asian",
  "Black",
  "White",
  "gay",
  "straight",
  "Christian",
  "Muslim",
  "Jewish",
  "Hindu",
  "Buddhist",
  "old",
  "young",
];
const males: readonly string[] = [
  "boy",
  "guy",
  "father",
  "son",
  "brother",
  "husband",
  "uncle",
  "gentleman",
  "king",
  "actor",
  "grandfather",
  "boyfriend",
];
const females: readonly string[] = [
  "girl",
  "lady",
  "mother",
  "daughter",
  "sister",
  "wife",
  "aunt",
  "queen",
  "actress",
  "grandmother",
  "girlfriend",
  "lady",
];

/**
 * The sentence about another group where that reads well, else undefined: "The White person …" about "The Hindu person", "The man …" about
 * "The Asian man" or "The father", "The gay person … his …" about "The gay man". Man is never swapped with woman, nor Black with White, nor gay
 * with straight, so what the texts say of those stays as it was.
 */
export function counterpart(sentence: string, chance: () => number): string | undefined {
  const found = /^The (?:(Black|White|Asian|gay|straight) person|(man|woman)) (.*)$/s.exec(sentence);
  if (found === null) return undefined;
  const [, group, noun, rest = ""] = found;
  return noun === undefined ? otherGroup(group, rest, chance) : otherNoun(noun, rest, chance);
}

const named: readonly string[] = ["Black person", "White person", "gay person", "straight person"];

/** A sentence about XYZ, told about one of the samples' six groups: a man or a woman where its pronouns say so. */
export function nameSubject(sentence: string, chance: () => number): string {
  const gender = genderOf(sentence, chance);
  const subject = chance() < 0.5 && gender !== undefined ? gender : pick(named, chance);
  return sentence.replaceAll(/\bXYZ\b/g, (_, at: number) =>
    /(?:^|[.!?]["']? )$/.test(sentence.slice(0, at)) ? `The ${subject}` : `the ${subject}`,
  );
}

function otherNoun(noun: string, rest: string, chance: () => number): string {
  const kin = chance() < 0.3;
  return `The ${kin ? pick(noun === "man" ? males : females, chance) : `${pick(crossed, chance)} ${noun}`} ${rest}`;
}

function otherGroup(group: string | undefined, rest: string, chance: () => number): string | undefined {
  const gender = genderOf(rest, chance);
  if (gender !== undefined && chance() < 0.35) return `The ${group} ${gender} ${rest}`;
  if (/\b(?:black|white|asian|gay|straight|homosexual\w*|lesbian|lgbt)\b/i.test(rest)) return undefined;
  const other = pick(groups, chance);
  return `The ${other} ${gender !== undefined && chance() < 0.4 ? gender : "person"} ${rest}`;
}

function genderOf(rest: string, chance: () => number): "man" | "woman" | undefined {
  const male = /\b(?:he|his|him|himself)\b/i.test(rest);
  const female = /\b(?:she|her|hers|herself)\b/i.test(rest);
  if (male && female) return undefined;
  if (male || female) return male ? "man" : "woman";
  return chance() < 0.5 ? "man" : "woman";
}
