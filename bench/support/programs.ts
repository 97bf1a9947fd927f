/** The programs that are measured: the same resources of this package, and of a provider that does nothing. */

/** What one item of a program is; each item is two resources. */
export type Shape = "shared" | "delegated";

const EMPLOYEE = "const employee = (n) => String(1130000000000001 + n);\n";

/** A provider that does nothing, or only waits. */
function noopProvider(seconds = 0): string {
  const wait = seconds > 0 ? `await new Promise((go) => setTimeout(go, ${seconds * 1000})); ` : "";
  return `
const pulumi = require("@pulumi/pulumi");
const noop = {
  create: async (inputs) => { ${wait}return { id: inputs.key, outs: inputs }; },
  diff: async () => ({ changes: false }),
};
class Noop extends pulumi.dynamic.Resource {
  constructor(name, args) {
    super(noop, name, { key: name, ...args }, {}, "bench", "Noop");
  }
}
`;
}

/** `items` mailboxes, and access of one employee to each. */
export function ours(shape: Shape, items: number): string {
  const mailbox =
    shape === "shared"
      ? 'new yandex360.SharedMailbox("mailbox-" + n, { email: "box" + n + "@example.org", name: "Mailbox " + n })'
      : 'new yandex360.DelegatedMailbox("mailbox-" + n, { ownerId: employee(n) })';
  return `const yandex360 = require("pulumi-yandex360");
${EMPLOYEE}${loop(items, mailbox, "yandex360.MailboxAccess", "")}`;
}

/** The same for a provider that does nothing; what ours fills in is given. */
export function noop(shape: Shape, items: number): string {
  const mailbox =
    shape === "shared"
      ? 'new Noop("mailbox-" + n, { email: "box" + n + "@example.org", name: "Mailbox " + n, description: "", adopt: false, orgId })'
      : 'new Noop("mailbox-" + n, { ownerId: employee(n), orgId })';
  return `${noopProvider()}const orgId = "1000001";
${EMPLOYEE}${loop(items, mailbox, "Noop", ", orgId")}`;
}

/** So many rights of a provider that only waits, with the properties of a MailboxAccess. */
export function noopAccess(rights: number, seconds: number): string {
  return `${noopProvider(seconds)}
${EMPLOYEE}for (let n = 0; n < ${rights}; n++) {
  new Noop("access-" + n, {
    mailboxId: employee(0), actorId: employee(n + 1), roles: ["shared_mailbox_owner"], notify: "none", orgId: "1000001",
  });
}
`;
}

function loop(items: number, mailbox: string, access: string, more: string): string {
  return `for (let n = 0; n < ${items}; n++) {
  const mailbox = ${mailbox};
  new ${access}("access-" + n, {
    mailboxId: mailbox.id, actorId: employee(n + 1), roles: ["shared_mailbox_owner"], notify: "none"${more},
  });
}
`;
}

/** Access of `each` employees to every one of `mailboxes` delegated mailboxes: as lists, or one by one. */
export function accessOnly(kind: "lists" | "one by one", mailboxes: number, each: number): string {
  const list = `new yandex360.MailboxAccessList("list-" + n, {
    mailboxId: mailbox.id, notify: "none",
    access: range(${each}).map((m) => ({ actorId: employee(n + 1 + m), roles: ["shared_mailbox_owner"] })),
  });`;
  const single = `for (const m of range(${each})) {
    new yandex360.MailboxAccess("access-" + n + "-" + m, {
      mailboxId: mailbox.id, actorId: employee(n + 1 + m), roles: ["shared_mailbox_owner"], notify: "none",
    });
  }`;
  return `const yandex360 = require("pulumi-yandex360");
const range = (length) => Array.from({ length }, (_, n) => n);
${EMPLOYEE}for (const n of range(${mailboxes})) {
  const mailbox = { id: employee(n) };
  ${kind === "lists" ? list : single}
}
`;
}
