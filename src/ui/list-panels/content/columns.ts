/** The columns of a table in sight: as many as fit from `left` on, and at least one. */
export function columnsInSight(
  count: number,
  { left, width, room }: { readonly left: number; readonly width: number; readonly room: number },
): readonly number[] {
  const fit = Math.max(1, Math.min(count, Math.floor(room / width)));
  const first = Math.max(0, Math.min(left, count - fit));
  return Array.from({ length: Math.min(count, fit) }, (_, i) => first + i);
}

/** "", or which columns are in sight where some are not. */
export function columnsNote(shown: readonly number[], count: number): string {
  if (shown.length >= count) return "";
  return ` (columns ${(shown[0] ?? 0) + 1}–${(shown.at(-1) ?? 0) + 1} of ${count}; < and > move)`;
}
