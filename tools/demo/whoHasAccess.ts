/** Where to ask. */
export interface Service {
  apiUrl: string;
  token: string;
  orgId: string;
  stop: AbortSignal;
}

interface Page {
  page: number;
  perPage: number;
  total: number;
}
interface Resources extends Page {
  resources: { resourceId: string }[];
}
interface Users extends Page {
  users: { id: string; email: string; name: { first: string; last: string } }[];
}
interface Actors {
  actors: { actorId: string; roles: string[] }[];
}

/** Every mailbox of an organization with its employees and their roles, asked of the service itself. */
export async function whoHasAccess({ apiUrl, token, orgId, stop }: Service): Promise<string> {
  async function get<Reply>(path: string): Promise<Reply> {
    const response = await fetch(`${apiUrl}${path}`, { headers: { Authorization: `OAuth ${token}` }, signal: stop });
    if (!response.ok) throw new Error(`GET ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as Reply;
  }
  async function all<Reply extends Page>(path: string): Promise<Reply[]> {
    const pages: Reply[] = [];
    for (let page = 1; ; page++) {
      const reply = await get<Reply>(`${path}?page=${page}&perPage=100`);
      pages.push(reply);
      if (reply.page * reply.perPage >= reply.total) return pages;
    }
  }

  const mailboxes = `/admin/v1/org/${orgId}/mailboxes`;
  const users = (await all<Users>(`/directory/v1/org/${orgId}/users`)).flatMap((page) => page.users);
  const people = new Map(users.map((user) => [user.id, user]));
  const ids = async (kind: string) =>
    (await all<Resources>(`${mailboxes}/${kind}`)).flatMap((page) =>
      page.resources.map(({ resourceId }) => resourceId),
    );

  const addresses = new Map<string, string>();
  for (const id of await ids("shared")) {
    addresses.set(id, (await get<{ email: string }>(`${mailboxes}/shared/${id}`)).email);
  }
  for (const id of await ids("delegated")) {
    addresses.set(id, `${people.get(id)?.email ?? id} (delegated)`);
  }

  const rows = [["MAILBOX", "EMPLOYEE", "ROLES"]];
  for (const [id, address] of addresses) {
    const { actors } = await get<Actors>(`${mailboxes}/actors/${id}`);
    const granted = actors.map(({ actorId, roles }) => [
      nameOf(people.get(actorId)) ?? actorId,
      roles.map((role) => role.replace(/^shared_mailbox_/, "")).join(", "),
    ]);
    for (const [i, cells] of (granted.length > 0 ? granted : [["nobody", ""]]).entries()) {
      rows.push([i === 0 ? address : "", ...cells]);
    }
  }
  return aligned(rows);
}

function nameOf(user: Users["users"][number] | undefined): string | undefined {
  return user && `${user.name.first} ${user.name.last}`;
}

function aligned(rows: string[][]): string {
  const widths = rows.reduce<number[]>(
    (widest, row) => row.map((cell, i) => Math.max(widest[i] ?? 0, cell.length)),
    [],
  );
  return rows.map((row) => `  ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join("  ")}`.trimEnd()).join("\n");
}
