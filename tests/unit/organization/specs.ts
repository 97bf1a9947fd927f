import * as fc from "fast-check";
import type { Spec } from "../../../organization";
import { vocabulary } from "../../../provider/vocabulary";

/** Text that YAML has to quote, now and then. */
const text = fc.oneof(
  fc.constantFrom(
    "Поддержка",
    "No",
    "12",
    "1e3",
    "a: b",
    "# x",
    "- y",
    " z",
    "null",
    "~",
    "{}",
    'it\'s "so"',
    "two\nlines",
  ),
  fc.string({ minLength: 1, maxLength: 20 }),
);

const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 3 });

const person = fc.oneof(
  fc.constantFrom("anna", "boris", "vera").map((login) => `${login}@acme.example`),
  fc.constantFrom("anna", "1130000000000001", "18446744073709551615", "no"),
);
const roles = fc.uniqueArray(fc.constantFrom(...Object.keys(vocabulary.roles), ...Object.values(vocabulary.roles)), {
  minLength: 1,
  maxLength: 7,
});
const day = fc.constantFrom("2026-12-01", "2026-12-31");
const entry = fc.oneof(roles, fc.record({ roles, from: optional(day), until: optional(day), reason: optional(text) }));
const key = fc.constantFrom("support", "sales", "a", "b-c", "stack", "access", "email", "x1");
const who = fc.oneof(
  person,
  key.map((name) => `team:${name}`),
);

const settings = {
  exclusive: optional(fc.boolean()),
  unlisted: optional(fc.constantFrom("refuse" as const, "remove" as const)),
  notify: optional(fc.constantFrom("all" as const, "none" as const)),
  protect: optional(fc.boolean()),
};
const mailbox = {
  ...settings,
  was: optional(fc.oneof(key, fc.array(key, { maxLength: 3 }))),
  access: optional(fc.dictionary(who, entry, { maxKeys: 5 })),
};
const team = fc.oneof(
  fc.array(person, { minLength: 1, maxLength: 7 }),
  fc.record({ group: text, mayBeEmpty: optional(fc.boolean()) }),
  fc.record({ department: text, nested: optional(fc.boolean()) }),
);
const shared = fc.record({
  email: text,
  name: text,
  description: optional(text),
  adopt: optional(fc.boolean()),
  ...mailbox,
});

/** Every form that a spec may have; without the parts that it leaves out. */
export const spec: fc.Arbitrary<Spec> = fc
  .record({
    stack: text,
    domain: fc.oneof(text, fc.array(text, { minLength: 1, maxLength: 3 })),
    timeZone: optional(fc.constantFrom("UTC", "Europe/Moscow")),
    ...settings,
    teams: optional(fc.dictionary(key, team, { maxKeys: 3 })),
    shared: optional(fc.dictionary(key, shared, { maxKeys: 3 })),
    delegated: optional(fc.dictionary(person, fc.record(mailbox), { maxKeys: 3 })),
  })
  .map((given): Spec => JSON.parse(JSON.stringify(given)));
