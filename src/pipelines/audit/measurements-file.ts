import type { AuditConfig } from "../../audit/result/audit-config.ts";
import { type Measurements, measurementsSchema } from "../../audit/result/measurements.ts";
import { readRunJson, writeRunFile } from "../../store/run-folder.ts";
import { checked } from "../../text/checked.ts";
import { UserError } from "../../text/user-error.ts";

const name = "measurements.json";

/** What was measured of a finished run. Throws UserError on a generated run that is not finished, and on a file that is none. */
export async function readMeasurements(folder: string, kind: AuditConfig["kind"]): Promise<Measurements> {
  const found = await readRunJson(folder, name);
  if (found === undefined && kind === "generated") {
    throw new UserError(
      `${folder}: expected a finished audit but found one without its measurements. Finish it with: evenhand audit resume ${folder}`,
    );
  }
  return checked(measurementsSchema, found ?? {}, {
    where: `${folder}/${name}`,
    expected: "an audit's measurements",
    remedy: `Make them again with: evenhand audit resume ${folder}`,
  });
}

/** Writes what was measured of a run, its parts in the order of the schema whoever adds them. Hold the run's lock meanwhile. */
export const writeMeasurements = (folder: string, measurements: Measurements): Promise<void> =>
  writeRunFile(folder, name, `${JSON.stringify(measurementsSchema.parse(measurements), null, 2)}\n`);

/**
 * Writes what a run measured of itself, and returns it with what people's labels say, which no run measures: that stays as it was. Hold the run's lock meanwhile.
 * Throws UserError where the file that is there is no JSON.
 */
export async function replaceMeasurements(folder: string, measured: Measurements): Promise<Measurements> {
  const before = measurementsSchema.pick({ people: true }).safeParse((await readRunJson(folder, name)) ?? {});
  const measurements = { ...measured, ...before.data };
  await writeMeasurements(folder, measurements);
  return measurements;
}
