/** A living organization with all that is awkward in one, for whatever takes organizations over. */
import type { EmulatorOptions, Seed } from "../../emulator";

const person = (id: number, nickname: string, first: string, last: string, more = {}) => ({
  id: String(1130000000000000 + id),
  nickname,
  name: { first, last },
  ...more,
});

const right = (mailboxId: string, actor: number | string, ...roles: string[]) => ({
  mailboxId,
  actorId: typeof actor === "string" ? actor : String(1130000000000000 + actor),
  roles: roles.map((role) => (role === "later_role" ? role : `shared_mailbox_${role}`)),
});

/** Eight mailboxes: names that YAML, Markdown and programs trip over, people who have left or whom the directory does not know, two domains. */
export const LIVING: Seed = {
  organizations: [
    {
      id: "1000001",
      name: "ООО «Ромашка» *& Co*",
      domains: ["acme.example", "второй.example"],
      users: [
        person(1, "anna", "Анна", "Смирнова", { position: "Директор" }),
        person(2, "boris", 'Boris "B" */', "O'Neil `$" + "{x}`", { aliases: ["cfo"] }),
        person(3, "oleg", "Олег", "Ушедший", { isDismissed: true }),
        person(4, "dana", "דנה", "👩‍💻"),
        person(5, "yes", "No", "1e3"),
        person(6, "blocked", "Нина", "На время", { isEnabled: false }),
      ],
      shared: [
        { email: "support@acme.example", name: "Поддержка", description: 'Первая\nлиния\t\\ и "вторая"' },
        { email: "no@acme.example", name: "null", description: `# нет: $\{PATH} $\{support.id} \`x\` $\{` },
        { email: "1e3@acme.example", name: "1e3", description: "yes" },
        { email: "old.archive@acme.example", name: 'It\'s "quoted" */', description: " - [a]: {b}" },
        { email: "pulumi@acme.example", name: "👍🏽", description: "עברית" },
        { email: "support@второй.example", name: "true" },
      ],
      delegated: ["anna@acme.example", "1130000000000003"],
      access: [
        right("support@acme.example", 1, "owner"),
        right("support@acme.example", 2, "imap_admin", "sender"),
        right("support@acme.example", 3, "sender"),
        right("support@acme.example", 99, "reader"),
        right("no@acme.example", 5, "reader"),
        right("no@acme.example", 6, "editor", "sender"),
        right("support@второй.example", 4, "auditor", "reader"),
        right("1e3@acme.example", 4, "later_role"),
        right("anna@acme.example", 2, "imap_admin", "sender"),
        right("1130000000000003", 1, "reader"),
      ],
    },
  ],
  tokens: [{ token: "test-token" }],
};

/** An emulator of it, which keeps the access of people who have left, as the service may. */
export const LIVING_EMULATOR: EmulatorOptions = {
  seed: LIVING,
  switches: { dismissedAccess: "stays", secondaryDomains: true, unknownRole: "accepted" },
};
