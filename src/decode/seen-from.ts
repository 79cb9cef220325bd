import type { Element, Group } from "../group/group.ts";
import type { SearchRound } from "./decode-plan.ts";

/** A round told in the frame of the text it is carried to. The views of x₀ are those of x = by·x₀ under other names: g·x₀ = (g·by⁻¹)·x. In increasing order of those names. */
export function seenFrom(group: Group, by: Element, round: SearchRound): SearchRound {
  const renamed = round.candidates.map((candidate, i) => ({
    won: i === round.winner,
    candidate: { ...candidate, element: group.multiply(candidate.element, group.inverse(by)) },
  }));
  renamed.sort((a, b) => a.candidate.element - b.candidate.element);
  return {
    ...round,
    candidates: renamed.map(({ candidate }) => candidate),
    winner: renamed.findIndex(({ won }) => won),
  };
}
