/** The functions of schema.json, and the types of what they answer. */
import { z } from "zod";
import { type FunctionName, functionNames, functions } from "../provider/registry";
import type { Given } from "../provider/resources/lifecycle";

/** As much of a JSON Schema as the shapes of answers have. */
interface Shape {
  type?: string;
  $ref?: string;
  description?: string;
  items?: Shape;
  properties?: Record<string, Shape>;
  required?: string[];
}

const token = (name: string) => `yandex360:index:${name}`;

/** The functions by token. */
export function functionSchemas(): Record<string, unknown> {
  return Object.fromEntries(functionNames.map((name) => [token(name), functionSchema(name)]));
}

/** The object types that functions answer, by token. */
export function answeredTypes(): Record<string, unknown> {
  const types = functionNames.flatMap((name) => Object.entries(answersOf(name).types));
  return Object.fromEntries(types.map(([name, shape]) => [token(name), typeOf(shape)]));
}

function functionSchema(name: FunctionName) {
  const { description, lookup } = functions[name];
  const { whole } = answersOf(name);
  return {
    description,
    inputs: {
      type: "object",
      properties: Object.fromEntries(Object.entries(lookup.inputs).map(([input, given]) => [input, inputOf(given)])),
      required: Object.entries(lookup.inputs).flatMap(([input, given]) => (isNeeded(given) ? [input] : [])),
    },
    outputs: {
      ...typeOf(whole),
      properties: Object.fromEntries(
        Object.entries(whole.properties ?? {}).map(([output, shape]) => [
          output,
          { ...typeOf(shape), description: lookup.outputs[output]?.description },
        ]),
      ),
    },
  };
}

function inputOf({ type, description, schema }: Given) {
  const otherwise: unknown = schema.safeParse(undefined).data;
  return { ...type, description: otherwise === undefined ? description : `${description} Default: \`${otherwise}\`.` };
}

function isNeeded({ schema, setting }: Given): boolean {
  return setting === undefined && !schema.safeParse(undefined).success;
}

/** What a function answers as one object, and the named objects in it. */
function answersOf(name: FunctionName): { whole: Shape; types: Record<string, Shape> } {
  const { outputs } = functions[name].lookup;
  const schemas = Object.fromEntries(Object.entries(outputs).map(([output, { schema }]) => [output, schema]));
  const { $defs = {}, ...whole } = z.toJSONSchema(z.object(schemas), { unrepresentable: "throw" });
  return { whole: whole as Shape, types: $defs as Record<string, Shape> };
}

/** Pulumi's schema takes an object's type by its name alone. */
function typeOf({ type, $ref, description, items, properties, required = [] }: Shape): object {
  if ($ref !== undefined) {
    return { $ref: `#/types/${token($ref.replace("#/$defs/", ""))}` };
  }
  return {
    ...(type === undefined ? {} : { type }),
    ...(description === undefined ? {} : { description }),
    ...(items === undefined ? {} : { items: typeOf(items) }),
    ...(properties === undefined
      ? {}
      : {
          properties: Object.fromEntries(Object.entries(properties).map(([name, shape]) => [name, typeOf(shape)])),
          required,
        }),
  };
}
