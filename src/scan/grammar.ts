/** A command and the actions it stands for, as words. */
export interface Example {
  readonly command: readonly string[];
  readonly actions: readonly string[];
}

export const verbs = ["walk", "look", "run", "jump"] as const;
export const directions = ["left", "right"] as const;

const turn = (direction: string): string => `TURN_${direction.toUpperCase()}`;
const action = (verb: string): string => verb.toUpperCase();

/** Verb phrases: "walk"; for each verb and for "turn" also "… left", "… opposite left", "… around left" and the same to the right. */
function verbPhrases(): readonly Example[] {
  const bare = verbs.map((verb): Example => ({ command: [verb], actions: [action(verb)] }));
  const directed = ["turn", ...verbs].flatMap((verb) =>
    directions.flatMap((direction): readonly Example[] => {
      const done = verb === "turn" ? [] : [action(verb)];
      const towards = turn(direction);
      return [
        { command: [verb, direction], actions: [towards, ...done] },
        { command: [verb, "opposite", direction], actions: [towards, towards, ...done] },
        { command: [verb, "around", direction], actions: repeat([towards, ...done], 4) },
      ];
    }),
  );
  return [...bare, ...directed];
}

/**
 * All 20,910 commands of SCAN with their actions, each once, in a fixed order: a verb phrase, perhaps "twice" or "thrice", alone or two of them joined by
 * "and" (first, second) or "after" (second, first). Source: Lake and Baroni 2018, arXiv:1711.00350, appendix.
 */
export function allExamples(): readonly Example[] {
  const sentences = verbPhrases().flatMap(({ command, actions }): readonly Example[] => [
    { command, actions },
    { command: [...command, "twice"], actions: repeat(actions, 2) },
    { command: [...command, "thrice"], actions: repeat(actions, 3) },
  ]);
  const pairs = sentences.flatMap((first) =>
    sentences.flatMap((second): readonly Example[] => [
      { command: [...first.command, "and", ...second.command], actions: [...first.actions, ...second.actions] },
      { command: [...first.command, "after", ...second.command], actions: [...second.actions, ...first.actions] },
    ]),
  );
  return [...sentences, ...pairs];
}

function repeat(items: readonly string[], times: number): readonly string[] {
  return Array.from({ length: times }, () => items).flat();
}
