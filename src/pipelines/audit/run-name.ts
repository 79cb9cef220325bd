import type { RunRecord } from "../../store/run-record.ts";

const names = (list: readonly { readonly name: string }[] = []) => list.map(({ name }) => name).join(",");

/** A run's name, for people, with the beginning of its configuration's digest: other settings never meet in one folder. */
export function runName({ id, config: { generation, seed }, shard }: RunRecord): string {
  const parts = [generation?.model.name, names(generation?.words), names(generation?.contexts)];
  const readable = [...parts, `${generation?.samples}-seed${seed}`].join("-").replaceAll(/[^\w.,+-]+/gu, "-");
  const part = shard === null ? "" : `-part${shard.index}of${shard.count}`;
  return `${readable.slice(0, 100)}-${id.slice(0, 8)}${part}`;
}
