/** The live service as the suite sees it: plain requests, a memory of everything it made, and how to put it all away. */
import { setTimeout as sleep } from "node:timers/promises";

/** What the suite is told by the environment. */
export interface Target {
  url: string;
  token: string;
  orgId: string;
  /** Employees whom nobody needs: the suite switches delegation of the owner on, and gives the actor access. */
  owner: string;
  actor: string;
  domain: string;
}

export interface Answer {
  status: number;
  message: string;
  body: Readonly<Record<string, unknown>>;
}

/** What every name and address of the suite begins with, whatever the run. */
export const PREFIX = "pulumi-live-";
const TASK_LOOKS = 120;
const PAGE = 10;
const REMOVALS = 6;

/** One run against one organization. Nothing is changed or deleted but what bears its prefix, and the owner's delegation. */
export class Service {
  readonly prefix = `${PREFIX}${Math.random().toString(36).slice(2, 10)}`;
  readonly made = new Set<string>();
  delegates = false;
  private count = 0;

  constructor(
    readonly target: Target,
    private readonly stopped: AbortSignal,
  ) {}

  /** One request; after ^C none is begun any more, but for those that clean up. */
  async ask(method: string, path: string, body?: object, cleaning = false): Promise<Answer> {
    if (!cleaning) this.stopped.throwIfAborted();
    const { url, orgId, token } = this.target;
    const base = path.startsWith("/users")
      ? `${url}/directory/v1/org/${orgId}`
      : `${url}/admin/v1/org/${orgId}/mailboxes`;
    const response = await fetch(`${base}${path}`, {
      method,
      redirect: "manual",
      signal: AbortSignal.timeout(30_000),
      headers: { authorization: `OAuth ${token}`, ...(body && { "content-type": "application/json" }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    let parsed: unknown;
    try {
      parsed = JSON.parse(text);
    } catch {
      throw new Error(`${method} ${path} was answered HTTP ${response.status} with no JSON`);
    }
    const fields: Record<string, unknown> = { ...Object(parsed) };
    if (response.status >= 500 || response.status === 429 || response.status === 401) {
      throw new Error(`${method} ${path} was answered HTTP ${response.status} ${String(fields.message)}`);
    }
    return { status: response.status, message: String(fields.message ?? ""), body: fields };
  }

  /** As `ask`; anything but 200 ends the question. */
  async get(path: string, cleaning = false): Promise<Answer["body"]> {
    return expect200(`GET ${path}`, await this.ask("GET", path, undefined, cleaning));
  }

  /** A fresh name and address with the prefix of this run. */
  fresh(): { name: string; email: string } {
    this.count += 1;
    const name = `${this.prefix}-${this.count}`;
    return { name, email: `${name}@${this.target.domain}` };
  }

  /** CreateShared; what it makes is remembered. */
  async create(mailbox: object): Promise<Answer & { id: string }> {
    const answer = await this.ask("PUT", "/shared", mailbox);
    const id = answer.status === 200 ? String(answer.body.resourceId) : "";
    if (id !== "") this.made.add(id);
    return { ...answer, id };
  }

  /** A shared mailbox of this run. */
  async mailbox(more: object = {}): Promise<string> {
    const answer = await this.create({ ...this.fresh(), description: "", ...more });
    expect200("PUT /shared", answer);
    return answer.id;
  }

  set(mailboxId: string, actorId: string, roles: readonly string[], cleaning = false): Promise<Answer> {
    return this.ask("POST", `/set/${mailboxId}?actorId=${actorId}&notify=none`, { roles }, cleaning);
  }

  /** How the Set ends: a status of its own, or that of its task; "forgotten" where the task is not known. */
  async end(answer: Answer, cleaning = false): Promise<number | "complete" | "error" | "forgotten"> {
    if (answer.status !== 200) return answer.status;
    for (let look = 0; look < TASK_LOOKS; look++) {
      const { status, body } = await this.ask("GET", `/tasks/${String(answer.body.taskId)}`, undefined, cleaning);
      if (status === 404) return "forgotten";
      if (body.status === "complete" || body.status === "error") return body.status;
      await sleep(Math.min(2_000, 50 * 2 ** look));
    }
    throw new Error("a task did not end");
  }

  /** Grants the actor roles on a mailbox of this run, for certain. */
  async grant(mailboxId: string, ...roles: string[]): Promise<void> {
    const end = await this.end(await this.set(mailboxId, this.target.actor, roles));
    if (end !== "complete" && end !== "forgotten") throw new Error(`the roles could not be set: ${end}`);
  }

  /** The ids of a whole list. */
  async list(kind: "shared" | "delegated", cleaning = false): Promise<string[]> {
    const ids: string[] = [];
    for (let page = 1; ; page++) {
      const { resources, total } = await this.get(`/${kind}?page=${page}&perPage=${PAGE}`, cleaning);
      const items = Array.isArray(resources) ? resources : [];
      ids.push(...items.map((item) => String(Object(item).resourceId)));
      if (items.length === 0 || ids.length >= Number(total)) return ids;
    }
  }

  async roles(mailboxId: string, actorId = this.target.actor): Promise<string[] | undefined> {
    const { actors } = await this.get(`/actors/${mailboxId}`);
    const found = (Array.isArray(actors) ? actors : []).find((one) => Object(one).actorId === actorId);
    const { roles } = Object(found);
    return Array.isArray(roles) ? roles.map(String) : undefined;
  }

  async delegate(on: boolean): Promise<Answer> {
    const { owner } = this.target;
    // Remembered before it is asked for: an answer may be lost.
    this.delegates ||= on;
    const answer = on
      ? await this.ask("PUT", "/delegated", { resourceId: owner })
      : await this.ask("DELETE", `/delegated/${owner}`);
    if (!on && answer.status === 200) this.delegates = false;
    return answer;
  }

  /** Puts away what this run made, and what it may have made without being told. What could not be put away is returned. */
  async cleanUp(): Promise<string[]> {
    const left: string[] = [];
    const tidy = async (what: string, work: () => Promise<unknown>) => {
      await work().catch((error: unknown) => left.push(`${what}: ${String(error)}`));
    };
    if (this.delegates) {
      await tidy(`delegation of ${this.target.owner}`, async () => {
        await this.end(await this.set(this.target.owner, this.target.actor, [], true), true);
        await this.ask("DELETE", `/delegated/${this.target.owner}`, undefined, true);
        this.delegates = false;
      });
    }
    for (const id of this.made) await tidy(`mailbox ${id}`, () => this.remove(id));
    await tidy("the list of shared mailboxes", () => this.sweep(this.prefix, left));
    return left;
  }

  /** Removes shared mailboxes whose name and address both begin with the prefix; the ids. */
  async sweep(prefix: string, left: string[] = []): Promise<string[]> {
    const removed: string[] = [];
    for (const id of await this.list("shared", true)) {
      const { status, body } = await this.ask("GET", `/shared/${id}`, undefined, true);
      if (status !== 200 || !String(body.name).startsWith(prefix)) continue;
      if (!String(body.email).toLowerCase().startsWith(prefix)) continue;
      await this.remove(id)
        .then(() => removed.push(id))
        .catch((error: unknown) => left.push(`mailbox ${id}: ${String(error)}`));
    }
    return removed;
  }

  private async remove(id: string): Promise<void> {
    let { status } = await this.ask("DELETE", `/shared/${id}`, undefined, true);
    for (let time = 1; status !== 200 && status !== 404 && time <= REMOVALS; time++) {
      // A service that keeps a mailbox while somebody has access, and takes its time to see that nobody has.
      await this.end(await this.set(id, this.target.actor, [], true), true);
      await sleep(time * 200);
      ({ status } = await this.ask("DELETE", `/shared/${id}`, undefined, true));
    }
    if (status !== 200 && status !== 404) throw new Error(`HTTP ${status}`);
    this.made.delete(id);
  }
}

function expect200(what: string, { status, message, body }: Answer): Answer["body"] {
  if (status !== 200) throw new Error(`${what} was answered HTTP ${status} ${message}`);
  return body;
}
