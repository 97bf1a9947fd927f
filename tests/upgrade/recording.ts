/** The stack whose state is kept for every release, and the texts that a release writes into state. */
import { cpSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { z } from "zod";
import type { EmulatorOptions, OrganizationSeed } from "../../emulator";
import { succeed } from "../support/cli/command";
import { installed, REPOSITORY } from "../support/cli/packed";
import { employee, ORG, Project, TOKEN } from "../support/cli/project";

/** The version that is being worked on. */
export const VERSION = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(join(REPOSITORY, "package.json"), "utf8"))).version;

/** Where the states of the releases are: `<version>.json`, and `<version>.texts.json`. */
export const STATES = join(__dirname, "states");

const OWNER = "shared_mailbox_owner";
const SENDER = "shared_mailbox_sender";
/** Ids that the emulator gives to the first shared mailboxes. */
const SHARED = ["1130000900000001", "1130000900000002"] as const;

/** All four resource types, with every property that state can hold. */
export const PROGRAM = `
const support = new yandex360.SharedMailbox("support", { email: "Support@Example.org", name: "Support", description: "First line" });
const plain = new yandex360.SharedMailbox("plain", { email: "plain@example.org", name: "Plain", adopt: true }, { dependsOn: support });
const boss = new yandex360.DelegatedMailbox("boss", { ownerId: ${employee(1)} });
new yandex360.MailboxAccess("support-anna", { mailboxId: support.id, actorId: "${employee(2)}", roles: [yandex360.Role.Owner], taskTimeout: 120 });
new yandex360.MailboxAccess("boss-anna", { mailboxId: boss.id, actorId: "${employee(2)}", roles: ["${SENDER}", "shared_mailbox_imap_admin"], notify: "none" });
new yandex360.MailboxAccessList("plain-all", { mailboxId: plain.id, access: [
  { actorId: "${employee(3)}", roles: ["${OWNER}"] }, { actorId: "${employee(4)}", roles: ["${SENDER}"] },
], notify: "delegates", exclusive: false });
exports.mailbox = support.id;
`;

/** What the organization holds after the program's \`up\`. */
export const CONTENT = {
  shared: [
    { id: SHARED[0], email: "support@example.org", name: "Support", description: "First line" },
    { id: SHARED[1], email: "plain@example.org", name: "Plain", description: "" },
  ],
  delegated: [employee(1)],
  access: [
    { mailboxId: employee(1), actorId: employee(2), roles: ["shared_mailbox_imap_admin", SENDER] },
    { mailboxId: SHARED[0], actorId: employee(2), roles: [OWNER] },
    { mailboxId: SHARED[1], actorId: employee(3), roles: [OWNER] },
    { mailboxId: SHARED[1], actorId: employee(4), roles: [SENDER] },
  ],
} satisfies Partial<OrganizationSeed>;

/** A project as the recording had it: the address of the service comes from the environment, so that state holds no port. */
export class RecordedProject extends Project {
  /** @param content - what the organization holds at the start. */
  constructor(content: Partial<OrganizationSeed>) {
    super({ emulator: { seed: seedOf(content) } });
  }

  override async open(): Promise<void> {
    await super.open();
    const salt = /^encryptionsalt: .*$/m.exec(readFileSync(join(this.folder, "Pulumi.dev.yaml"), "utf8"))?.[0] ?? "";
    this.write("Pulumi.dev.yaml", `${stringify({ config: { "yandex360:orgId": ORG } })}${salt}\n`);
    this.program(PROGRAM);
  }

  override run(line: string) {
    return super.run(line, { env: { YANDEX360_API_URL: this.emulator.url, YANDEX360_TOKEN: TOKEN } });
  }
}

function seedOf(content: Partial<OrganizationSeed>): NonNullable<EmulatorOptions["seed"]> {
  const users = Array.from({ length: 6 }, (_, at) => ({
    id: employee(at + 1),
    nickname: `user${at + 1}`,
    name: { first: "User", last: String(at + 1) },
  }));
  const organization = { id: ORG, name: "Example", domains: ["example.org"], users, ...content };
  return { organizations: [organization], tokens: [{ token: TOKEN }] };
}

/** What a release writes as `__provider`, by resource type. */
export const recordedTexts = z.record(z.string(), z.string());

/** The texts as this checkout writes them. */
export async function currentTexts(): Promise<z.infer<typeof recordedTexts>> {
  const folder = join(await installed(), "texts");
  mkdirSync(folder, { recursive: true });
  cpSync(join(__dirname, "programs/texts.cjs"), join(folder, "texts.cjs"));
  return recordedTexts.parse(JSON.parse((await succeed("node", ["texts.cjs"], { cwd: folder })).stdout));
}
