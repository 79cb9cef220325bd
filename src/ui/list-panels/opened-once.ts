/** Opens something once, however often it is asked for, and again where that failed: what was missing may be there now. */
export function openedOnce<X>(open: () => Promise<X>): () => Promise<X> {
  let opened: Promise<X> | undefined;
  return () => {
    const mine = (opened ??= open());
    mine.catch(() => {
      if (opened === mine) opened = undefined;
    });
    return mine;
  };
}
