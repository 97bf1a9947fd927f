/** The JSON Schema of organization files, with which editors complete and check them. */
import { z } from "zod";
import { organizationFile, role } from "./schema";
import type { Vocabulary } from "./vocabulary";

/** How the API names roles, also those that are not known here. */
const API_NAME = "^[a-z0-9]+(_[a-z0-9]+)+$";

/** The schema, in the draft that editors know best. */
export function jsonSchema({ roles }: Pick<Vocabulary, "roles">): Record<string, unknown> {
  const names = [...Object.keys(roles), ...Object.values(roles)];
  const schema = z.toJSONSchema(organizationFile, {
    target: "draft-7",
    io: "input",
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema === role) {
        jsonSchema.anyOf = [{ enum: names }, { pattern: API_NAME }];
      }
    },
  });
  const { $schema, ...rest } = schema;
  return {
    $schema,
    title: "Mailboxes of a Yandex 360 organization",
    description: "organization.<stack>.yaml of pulumi-yandex360",
    ...rest,
  };
}
