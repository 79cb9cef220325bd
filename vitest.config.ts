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
    // `npm run coverage`: the mathematics and the decoders, held to what their own tests reach.
    coverage: {
      include: ["src/{group,symmetrize,decode}/**/*.ts"],
      reporter: ["text"],
      thresholds: {
        "src/{group,symmetrize}/**": { 100: true },
        "src/decode/**": { statements: 97, branches: 84, functions: 98, lines: 97 },
      },
    },
    reporters: report === undefined ? ["default"] : ["default", ["json", { outputFile: report }]],
  },
});
