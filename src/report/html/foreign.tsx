import { visibleStart } from "../../text/visible.ts";

/** A name or text that may hold anything: what hides in it is shown as marks, its direction of writing stays its own, and its length is bounded. */
export function Foreign({ text, most = 200 }: { readonly text: string; readonly most?: number }) {
  const rest = text.length - most;
  return (
    <bdi>
      {visibleStart(text, most)}
      {rest > 0 ? `… (${text.length} characters in all)` : ""}
    </bdi>
  );
}

/** Names between commas. */
export function Names({ names }: { readonly names: readonly string[] }) {
  return names.map((name, index) => (
    <span key={name}>
      {index === 0 ? "" : ", "}
      <Foreign text={name} />
    </span>
  ));
}
