import { expect, it } from "vitest";
import type { ChooseNews } from "../../../src/ui/audit/choose-state.ts";
import { usualForm } from "../../../src/ui/audit/form.ts";
import { choosePerformer } from "../../../src/ui/audit/perform-choose.ts";
import { openServices } from "../../../src/ui/services.ts";

it("simulates the power of the last choice alone: those before it stop", async () => {
  const perform = choosePerformer(openServices(".", { environment: {} }, () => 0));
  const told: ChooseNews[] = [];
  const { signal } = new AbortController();
  const form = { ...usualForm, contexts: "respect", samples: "2" };
  await Promise.all(
    [1, 2, 3].map((version) => perform({ kind: "plan", version, form }, (news) => told.push(news), signal)),
  );
  const of = (kind: ChooseNews["kind"]) =>
    told.flatMap((news) => (news.kind === kind && "version" in news ? [news.version] : []));
  expect([of("size"), of("power"), of("problem")]).toEqual([[1, 2, 3], [3], []]);
});
