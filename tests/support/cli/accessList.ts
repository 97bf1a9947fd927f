import { employee } from "./project";

/** One entry of an access list, as a program writes it: employee n with roles such as `owner`. */
export function entry(n: number, ...roles: string[]): string {
  return `{ actorId: "${employee(n)}", roles: ${JSON.stringify(roles.map((role) => `shared_mailbox_${role}`))} }`;
}

/** The declaration of an access list, as a program writes it. */
export function list(name: string, mailboxId: string, entries: string[], more = "", options = "{}"): string {
  const args = `mailboxId: ${mailboxId}, access: [${entries.join(", ")}], notify: "none"${more}`;
  return `new yandex360.MailboxAccessList("${name}", { ${args} }, ${options});`;
}

/** The declaration of a shared mailbox, as a constant of the program. */
export function mailbox(name: string, more = ""): string {
  const args = `email: "${name}@example.org", name: "Mailbox ${name}"${more}`;
  return `const ${name} = new yandex360.SharedMailbox("${name}", { ${args} });`;
}
