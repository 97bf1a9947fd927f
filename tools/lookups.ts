/** The tables of docs/lookups.md, written from the registry. */
import { z } from "zod";
import { employeeShape } from "../provider/functions/shapes";
import { type FunctionName, functionNames, functions } from "../provider/registry";
import type { Given } from "../provider/resources/lifecycle";

const EMPLOYEE = new Set(Object.keys(employeeShape));

/** What stands between the two comments of each function, and of the fields of an employee. */
export function lookupSections(): readonly (readonly [name: string, text: string])[] {
  return [...functionNames.map((name) => [name, section(name)] as const), ["Employee", employeeFields()]];
}

function section(name: FunctionName): string {
  const { description, lookup } = functions[name];
  const given = Object.entries(lookup.inputs).map(
    ([input, about]) =>
      `| \`${input}\` | ${whetherRequired(about, lookup.checkTogether !== undefined)} | ${about.description} |\n`,
  );
  const isEmployee = Object.keys(lookup.outputs).every((output) => EMPLOYEE.has(output)) && name === "getEmployee";
  const answered = isEmployee
    ? "It answers [an employee](#an-employee).\n"
    : `| result | what |\n|---|---|\n${Object.entries(lookup.outputs)
        .map(([output, { description: about, schema }]) => `| \`${output}\` | ${about}${itemsOf(schema)} |\n`)
        .join("")}`;
  const taken =
    given.length === 0
      ? "It takes no arguments.\n"
      : `| argument | required | what |\n|---|---|---|\n${given.join("")}`;
  return `${description}\n\n${taken}\n${answered}`;
}

function employeeFields(): string {
  const rows = Object.entries<z.ZodType>(employeeShape).map(
    ([name, { description = "" }]) => `| \`${name}\` | ${description} |\n`,
  );
  return `| field | what |\n|---|---|\n${rows.join("")}`;
}

function whetherRequired({ schema, setting }: Given, oneOfSeveral: boolean): string {
  if (setting !== undefined) {
    return `no, \`yandex360:${setting}\``;
  }
  const parsed = schema.safeParse(undefined);
  if (!parsed.success) {
    return "yes";
  }
  return parsed.data === undefined && oneOfSeveral ? "one of these" : `no, \`${parsed.data}\``;
}

/** What each item of a list has. */
function itemsOf(schema: z.ZodType): string {
  if (!(schema instanceof z.ZodArray) || !(schema.element instanceof z.ZodObject)) {
    return "";
  }
  const fields = Object.entries<z.ZodType>(schema.element.shape);
  if (fields.length === EMPLOYEE.size) {
    return " Each is [an employee](#an-employee).";
  }
  const about = fields.map(
    ([name, { description = "" }]) =>
      `\`${name}\`: ${description.charAt(0).toLowerCase()}${description.slice(1).replace(/\.$/, "")}`,
  );
  return ` Each has ${about.join("; ")}.`;
}
