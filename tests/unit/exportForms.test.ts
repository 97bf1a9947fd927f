import assert from "node:assert/strict";
import * as fc from "fast-check";
import ts from "typescript";
import { parse } from "yaml";
import { copyOf } from "../../cli/export/copy";
import type { Exported } from "../../cli/export/exported";
import { typescriptForm } from "../../cli/export/typescriptForm";
import { yamlForm } from "../../cli/export/yamlForm";
import { parseSeed, type Snapshot, startEmulator } from "../../emulator";
import type { Live } from "../../organization";
import { canonicalRoles, roleOf } from "../../provider/service/roles";
import { LIVING_EMULATOR } from "../support/living";
import { live } from "./organization/lives";

/** A resource as a program declares it. */
interface Declared {
  type: string;
  name: string;
  properties: Record<string, unknown>;
  protect: boolean;
}

const NO_PERSON = { firstName: "", lastName: "", middleName: "", position: "", isAdmin: false, isRobot: false };

/** What an export is made from, with a name for each employee that has what ends comments and lines. */
function exportedOf({ domains, employees, mailboxes }: Live): Exported {
  return {
    name: "acme",
    addresses: {},
    dependency: "^0.1.0",
    survey: {
      orgId: "1000001",
      orgName: "Acme",
      domains: domains.map((name, at) => ({ name, isMain: at === 0, isVerified: true })),
      employees: employees.map(
        ({ id, email, nickname = "", aliases = [], isDismissed = false, isBlocked = false }) => ({
          ...NO_PERSON,
          ...{ id, email, nickname, aliases: [...aliases], isDismissed, isBlocked },
          name: `*/ $\{x} \u2028 \` \u202e\n"'`,
        }),
      ),
      mailboxes,
    },
  };
}

/** Runs the program with classes that only say what they are given. */
function runProgram(source: string): Declared[] {
  const declared: Declared[] = [];
  const classOf = (type: string) =>
    class {
      readonly id: string;
      constructor(name: string, properties: Record<string, unknown>, options: { protect?: boolean } = {}) {
        this.id = `id of ${name}`;
        declared.push({ type, name, properties, protect: options.protect === true });
      }
    };
  const types = ["SharedMailbox", "DelegatedMailbox", "MailboxAccessList"];
  const yandex360 = Object.fromEntries(types.map((type) => [type, classOf(type)]));
  const { outputText, diagnostics } = ts.transpileModule(source, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2023, strict: true },
    reportDiagnostics: true,
  });
  assert.deepEqual(diagnostics, [], source);
  new Function("require", "exports", outputText)(() => yandex360, {});
  return declared;
}

/** Reads the program, with the references and the dollar signs of Pulumi. */
function readProgram(source: string): Declared[] {
  const { resources } = parse(source);
  const value = (text: string) => text.replace(/^\$\{(.*)\.id\}$/, "id of $1").replaceAll("$$", "$");
  return Object.entries<{ type: string; properties: Record<string, unknown>; options?: { protect?: boolean } }>(
    resources,
  ).map(([name, { type, properties, options }]) => ({
    type: type.replace("yandex360:", ""),
    name,
    properties: Object.fromEntries(
      Object.entries(properties).map(([key, given]) => [key, typeof given === "string" ? value(given) : given]),
    ),
    protect: options?.protect === true,
  }));
}

/** What the import says of what a program declares. */
function assertSame(declared: readonly Declared[], { mailboxes }: Live, importJson: string): void {
  const { resources }: { resources: { type: string; name: string; id: string }[] } = JSON.parse(importJson);
  assert.deepEqual(
    declared.map(({ type, name }) => `${type} ${name}`),
    resources.map(({ type, name }) => `${type.split(":").at(-1)} ${name}`),
  );
  assert.equal(new Set(declared.map(({ name }) => name)).size, declared.length);
  for (const [at, mailbox] of mailboxes.entries()) {
    const [box, list] = [declared[2 * at], declared[2 * at + 1]];
    assert.ok(box?.protect && list !== undefined);
    assert.equal(resources[2 * at]?.id, mailbox.id);
    const { email = "", name = "", description = "" } = mailbox;
    const shared = { email, name, ...(description === "" ? {} : { description }) };
    assert.deepEqual(box.properties, mailbox.kind === "shared" ? shared : { ownerId: mailbox.id });
    const { mailboxId, access } = list.properties as {
      mailboxId: string;
      access: { actorId: string; roles: string[] }[];
    };
    assert.equal(mailboxId, `id of ${box.name}`);
    const given = new Map(access.map(({ actorId, roles }) => [actorId, canonicalRoles(roles.map(roleOf))]));
    assert.deepEqual(given, new Map([...mailbox.access].map(([id, roles]) => [id, canonicalRoles(roles)])));
  }
}

describe("an export as explicit resources", () => {
  const forms = {
    TypeScript: (one: Exported) => {
      const files = typescriptForm(one);
      return { declared: runProgram(files["index.ts"] ?? ""), files };
    },
    YAML: (one: Exported) => {
      const files = yamlForm(one);
      return { declared: readProgram(files["Pulumi.yaml"] ?? ""), files };
    },
  };
  for (const [language, run] of Object.entries(forms)) {
    it(`declares in ${language} exactly what is there and what the import takes, whatever names there are`, async () => {
      await fc.assert(
        fc.property(live, (one) => {
          const { declared, files } = run(exportedOf(one));
          assertSame(declared, one, files["import.json"] ?? "");
        }),
        { numRuns: 100 },
      );
    });
  }

  it("has no expression in the description of a project in YAML, which would not load", () => {
    const exported = exportedOf({ domains: ["acme.example"], employees: [], mailboxes: [] });
    const { "Pulumi.yaml": text = "" } = yamlForm({
      ...exported,
      survey: { ...exported.survey, orgName: "$5 $\u007bx}" },
    });
    assert.equal(parse(text).description, "The mailboxes of $5 $$\u007bx} in Yandex 360");
  });

  it("hides nothing: marks that change the direction of a line are escaped", () => {
    const there: Live = {
      domains: ["acme.example"],
      employees: [],
      mailboxes: [
        {
          kind: "shared",
          id: "9",
          email: "a@acme.example",
          name: "a\u202eb",
          description: "\u2066x",
          access: new Map(),
        },
      ],
    };
    for (const form of [typescriptForm, yamlForm]) {
      const text = Object.entries(form(exportedOf(there)))
        .filter(([file]) => file === "index.ts" || file === "Pulumi.yaml")
        .map(([, one]) => one)
        .join("");
      assert.ok(text.includes('"a\\u202eb"') && text.includes('"\\u2066x"'), text);
      assert.doesNotMatch(text, /[\u202a-\u202e\u2066-\u2069]/);
    }
  });
});

describe("the copy of an export for the emulator", () => {
  it("is the organization, whatever is in it and whether or not the token shows the domains", async () => {
    await fc.assert(
      fc.asyncProperty(live, fc.boolean(), async (one, showsDomains) => {
        const there = withoutTaken(one);
        const { survey, name } = exportedOf(there);
        const text = copyOf({ ...survey, ...(showsDomains ? {} : { domains: [] }) }, name);
        const { switches } = LIVING_EMULATOR;
        const emulator = await startEmulator({ seed: parseSeed(parse(text)), ...(switches && { switches }) });
        try {
          assert.deepEqual(linesOf(emulator.organization(survey.orgId).snapshot()), linesOf(snapshotOf(there)));
        } finally {
          await emulator.close();
        }
      }),
      { numRuns: 100 },
    );
  });
});

/** Without those who work there and whose address a shared mailbox has, which no service allows. */
function withoutTaken({ domains, employees, mailboxes }: Live): Live {
  const shared = mailboxes.map(({ email = "" }) => email);
  const has = (address: string) => shared.some((one) => one === address || one.startsWith(`${address}@`));
  const isTaken = ({ email, nickname = "", aliases = [] }: Live["employees"][number]) =>
    [email, nickname, ...aliases].some(has);
  return { domains, employees: employees.filter((one) => one.isDismissed || !isTaken(one)), mailboxes };
}

/** An organization as the emulator has it. */
function snapshotOf({ mailboxes }: Live): Snapshot {
  const of = (kind: "shared" | "delegated") => mailboxes.filter((one) => one.kind === kind);
  return {
    shared: of("shared").map(({ id, email = "", name = "", description = "" }) => ({ id, email, name, description })),
    delegated: of("delegated").map(({ id }) => id),
    access: mailboxes.flatMap(({ id, access }) =>
      [...access].map(([actorId, roles]) => ({ mailboxId: id, actorId, roles: [...roles].sort() })),
    ),
  };
}

/** What a snapshot has, in one order. */
function linesOf({ shared, delegated, access }: Snapshot): string[] {
  return [...shared, ...delegated, ...access].map((one) => JSON.stringify(one)).sort();
}
