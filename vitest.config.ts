import { defineConfig } from "vitest/config";

/** `npm run test:slow` sets SLOW: the tests that pack, install and run the package as a whole. */
const isSlow = process.env["SLOW"] !== undefined;
/** Where .ci/run wants a report it can count. */
const report = process.env["TEST_REPORT"];

export default defineConfig({
  test: {
    include: [isSlow ? "test/**/*.slow.ts" : "test/**/*.test.ts"],
    testTimeout: isSlow ? 600_000 : 180_000,
    hookTimeout: isSlow ? 600_000 : 180_000,
    pool: "forks",
    maxWorkers: 2,
    reporters: report === undefined ? ["default"] : ["default", ["json", { outputFile: report }]],
  },
});
