/** What a case begins with: programs of its own organization, and what they have made already. */
import type { EmulatorOrganization as Organization } from "../../../emulator";
import type { Raw } from "../../support/engine/operationError";
import { type Declared, isIdOf, type Kept, type Stack } from "../../support/engine/stack";
import { employee, type World } from "./world";

/** The program of one organization. */
export function programFor(orgId: string, program: readonly Declared[]): Declared[] {
  return program.map(({ name, type, inputs }) => ({
    name,
    type,
    inputs: {
      orgId,
      ...Object.fromEntries(Object.entries(inputs).map(([key, value]) => [key, localise(orgId, value)])),
    },
  }));
}

function localise(orgId: string, value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => localise(orgId, item));
  }
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, localise(orgId, item)]));
  }
  if (typeof value !== "string") {
    return value;
  }
  return value
    .replace("ORG", `${orgId}.example.org`)
    .replace(/^EMPLOYEE (\d+)$/, (_, n: string) => employee(orgId, Number(n)));
}

/** A stack whose program has been run already: what `up` would have made and written, without the requests. */
export async function stackAfter(world: World, orgId: string, program: readonly Declared[]): Promise<Stack> {
  const stack = await world.stack();
  const organization = world.emulator.organization(orgId);
  for (const { name, type, inputs } of program) {
    const dependsOn = Object.values(inputs).flatMap((value) => (isIdOf(value) ? [value.idOf] : []));
    const given = Object.fromEntries(
      Object.entries(inputs).map(([key, value]) => [key, isIdOf(value) ? idIn(stack, value.idOf) : value]),
    );
    const host = await world.host();
    const { inputs: checked } = await host.check({ name, type }, {}, host.registered(type, given));
    const id = make(organization, type, checked);
    const kept: Kept = {
      name,
      type,
      id,
      inputs: checked,
      outputs: { ...checked },
      initErrors: [],
      dependsOn,
      outgoing: false,
    };
    stack.state.push(kept);
  }
  return stack;
}

function make(organization: Organization, type: Kept["type"], inputs: Raw): string {
  const mailboxId = String(inputs.mailboxId);
  switch (type) {
    case "SharedMailbox": {
      const { email, name, description } = inputs;
      return organization.createShared({ email: String(email), name: String(name), description: String(description) });
    }
    case "DelegatedMailbox":
      organization.enableDelegation(String(inputs.ownerId));
      return String(inputs.ownerId);
    case "MailboxAccess":
      organization.setAccess(mailboxId, String(inputs.actorId), inputs.roles as string[]);
      return `${mailboxId}/${inputs.actorId}`;
    case "MailboxAccessList":
      for (const [actorId, roles] of Object.entries(inputs.access as Record<string, string[]>)) {
        organization.setAccess(mailboxId, actorId, roles);
      }
      return mailboxId;
  }
}

function idIn({ state }: Stack, name: string): string {
  return state.find((kept) => kept.name === name)?.id ?? "";
}
