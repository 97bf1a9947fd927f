/** The programs that are measured: the same resources of this package, and of a provider that does nothing. */

/** What one item of a program is; each item is two resources. */
export type Shape = "shared" | "delegated";

/** What the package's resources run on. */
export type Host = "dynamic" | "plugin";

export const HOSTS: readonly Host[] = ["dynamic", "plugin"];

/** A program, and what it needs around it. */
export interface Program {
  source: string;
  host: Host;
  /** Default: "nodejs". */
  language?: "nodejs" | "yaml";
  /** For a provider that does nothing, instead of this package's: how many seconds it waits before it has made something. */
  waits?: number;
}

const EMPLOYEE = "const employee = (n) => String(1130000000000001 + n);\n";

/** What programs have the plugin's types from, whichever plugin it is: the stack's folder has the file. */
const OF_PLUGIN = 'const yandex360 = require("./plugin.js");\n';
const OURS: Record<Host, string> = {
  dynamic: 'const yandex360 = require("pulumi-yandex360");\n',
  plugin: OF_PLUGIN,
};

/** The types of a dynamic provider that does nothing, or only waits. */
function noopTypes(waits: number): string {
  const wait = waits > 0 ? `await new Promise((go) => setTimeout(go, ${waits * 1000})); ` : "";
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
const yandex360 = { SharedMailbox: Noop, DelegatedMailbox: Noop, MailboxAccess: Noop };
`;
}

function oursOn(host: Host, body: string): Program {
  return { source: `${OURS[host]}${EMPLOYEE}${body}`, host };
}

/** What ours fills in is given by `orgId` and `defaults`, so that both states hold the same. */
function noopOn(host: Host, waits: number, body: string): Program {
  const types = host === "plugin" ? OF_PLUGIN : noopTypes(waits);
  const given = 'const orgId = "1000001";\nconst defaults = { description: "", adopt: false, orgId };\n';
  return { source: `${types}${given}${EMPLOYEE}${body}`, host, waits };
}

/** `items` mailboxes, and access of one employee to each. */
export function ours(shape: Shape, items: number, host: Host): Program {
  return oursOn(host, pairs(shape, items, { mailbox: "", access: "" }));
}

/** The same for a provider that does nothing. */
export function noop(shape: Shape, items: number, host: Host): Program {
  const mailbox = shape === "shared" ? ", ...defaults" : ", orgId";
  return noopOn(host, 0, pairs(shape, items, { mailbox, access: ", orgId" }));
}

/** So many rights of a provider that only waits, with the properties of a MailboxAccess. */
export function noopAccess(rights: number, seconds: number, host: Host): Program {
  return noopOn(
    host,
    seconds,
    `for (let n = 0; n < ${rights}; n++) {
  new yandex360.MailboxAccess("access-" + n, {
    mailboxId: employee(0), actorId: employee(n + 1), roles: ["shared_mailbox_owner"], notify: "none", orgId,
  });
}
`,
  );
}

function pairs(shape: Shape, items: number, more: { mailbox: string; access: string }): string {
  const mailbox =
    shape === "shared"
      ? `yandex360.SharedMailbox("mailbox-" + n, { email: "box" + n + "@example.org", name: "Mailbox " + n${more.mailbox} })`
      : `yandex360.DelegatedMailbox("mailbox-" + n, { ownerId: employee(n)${more.mailbox} })`;
  return `for (let n = 0; n < ${items}; n++) {
  const mailbox = new ${mailbox};
  new yandex360.MailboxAccess("access-" + n, {
    mailboxId: mailbox.id, actorId: employee(n + 1), roles: ["shared_mailbox_owner"], notify: "none"${more.access},
  });
}
`;
}

/** Access of `each` employees to every one of `mailboxes` delegated mailboxes: as lists, or one by one. */
export function accessOnly(kind: "lists" | "one by one", mailboxes: number, each: number, host: Host): Program {
  const list = `new yandex360.MailboxAccessList("list-" + n, {
    mailboxId: mailbox.id, notify: "none",
    access: range(${each}).map((m) => ({ actorId: employee(n + 1 + m), roles: ["shared_mailbox_owner"] })),
  });`;
  const single = `for (const m of range(${each})) {
    new yandex360.MailboxAccess("access-" + n + "-" + m, {
      mailboxId: mailbox.id, actorId: employee(n + 1 + m), roles: ["shared_mailbox_owner"], notify: "none",
    });
  }`;
  return oursOn(
    host,
    `const range = (length) => Array.from({ length }, (_, n) => n);
for (const n of range(${mailboxes})) {
  const mailbox = { id: employee(n) };
  ${kind === "lists" ? list : single}
}
`,
  );
}

/** One resource of each type on the plugin, with a list of three: the same program in both languages. */
export function eachType(language: "nodejs" | "yaml"): Program {
  if (language === "yaml") return { source: EACH_TYPE_IN_YAML, host: "plugin", language };
  return oursOn(
    "plugin",
    `const mailbox = new yandex360.SharedMailbox("mailbox", { email: "box@example.org", name: "Mailbox" });
const delegated = new yandex360.DelegatedMailbox("delegated", { ownerId: employee(1) });
new yandex360.MailboxAccess("access", {
  mailboxId: delegated.id, actorId: employee(2), roles: ["shared_mailbox_owner"], notify: "none",
});
new yandex360.MailboxAccessList("list", {
  mailboxId: mailbox.id, notify: "none",
  access: [2, 3, 4].map((n) => ({ actorId: employee(n), roles: ["shared_mailbox_owner"] })),
});
`,
  );
}

const EACH_TYPE_IN_YAML = `
resources:
  mailbox:
    type: yandex360:SharedMailbox
    properties: { email: box@example.org, name: Mailbox }
  delegated:
    type: yandex360:DelegatedMailbox
    properties: { ownerId: "1130000000000002" }
  access:
    type: yandex360:MailboxAccess
    properties:
      mailboxId: \${delegated.id}
      actorId: "1130000000000003"
      roles: [shared_mailbox_owner]
      notify: none
  list:
    type: yandex360:MailboxAccessList
    properties:
      mailboxId: \${mailbox.id}
      notify: none
      access:
        - { actorId: "1130000000000003", roles: [shared_mailbox_owner] }
        - { actorId: "1130000000000004", roles: [shared_mailbox_owner] }
        - { actorId: "1130000000000005", roles: [shared_mailbox_owner] }
`;
