import type { Option } from "commander";

/** What help says of an option: its sentence, then its values as one types them, lists with commas between, and whether it must be given. */
export function optionDescription(option: Option): string {
  const { argChoices, mandatory, description } = option;
  const ordinary = defaultOf(option);
  const facts = [
    ...(mandatory ? ["required"] : []),
    ...(argChoices === undefined ? [] : [`choices: ${argChoices.join(", ")}`]),
    ...(ordinary === undefined ? [] : [`default: ${ordinary}`]),
  ];
  return facts.length === 0 ? description : `${description} (${facts.join("; ")})`;
}

/** What stands where the option is not given; undefined where that is nothing, or plain from its name. */
function defaultOf(option: Option): string | undefined {
  const value = option.defaultValue as string | number | readonly (string | number)[] | undefined;
  if (value === undefined || !(option.required || option.optional)) return undefined;
  const text = typeof value === "object" ? value.join(",") : String(value);
  return text === "" ? undefined : (option.defaultValueDescription ?? text);
}
