import type { Surroundings } from "./surroundings";

/** How a task ends when an instruction or a switch says so. */
export interface TaskFate {
  /** What TaskStatus answers: `error`, `running` for ever, 404, or a status nobody documented. */
  ends: "error" | "never" | "forgotten" | "unknown";
  /** Whether the access changes all the same. */
  applied: boolean;
}

/** The status a task with the fate "unknown" answers. */
export const UNKNOWN_STATUS = "paused";

interface Task {
  id: string;
  mailboxId: string;
  actorId: string;
  roles: readonly string[];
  polls: number;
  /** When it ends, if nothing else is said; a pair's tasks are due in the order they were started. */
  dueAt: number;
  fate: TaskFate | undefined;
  end: { status: "complete" | "error"; at: number } | undefined;
  answered: boolean;
}

/** What a task does to its organization when it ends. */
interface Target {
  /** A reason why the access cannot be set now, if there is one. */
  accessProblem(mailboxId: string, actorId: string, roles: readonly string[]): string | undefined;
  applyAccess(mailboxId: string, actorId: string, roles: readonly string[]): void;
}

/** Access tasks of one organization. Nothing runs in the background: everything due is done at the next look. */
export class Tasks {
  readonly #tasks = new Map<string, Task>();
  readonly #due: { at: number; run: () => void }[] = [];

  constructor(
    readonly around: Surroundings,
    readonly target: Target,
    readonly newId: () => string,
  ) {}

  /** Starts a task and returns its id. */
  start(mailboxId: string, actorId: string, roles: readonly string[], fate?: TaskFate): string {
    const task: Task = {
      id: this.newId(),
      mailboxId,
      actorId,
      roles,
      polls: 0,
      fate,
      dueAt: this.around.now() + this.around.settings.taskDurationMs,
      end: undefined,
      answered: false,
    };
    // A quick task does not overtake a slow one of the same pair.
    task.dueAt = Math.max(task.dueAt, ...this.#running(mailboxId, actorId).map(({ dueAt }) => dueAt));
    this.#tasks.set(task.id, task);
    if (this.around.settings.taskPolls === undefined) {
      const { dueAt: at } = task;
      this.#at(at, () => this.#finish(this.#nextOf(task), at));
    }
    return task.id;
  }

  /** True while a task for the pair runs. */
  isRunning(mailboxId: string, actorId: string): boolean {
    return this.#running(mailboxId, actorId).length > 0;
  }

  get running(): number {
    return [...this.#tasks.values()].filter((task) => task.end === undefined).length;
  }

  /** Mailbox and actor of a task, for instructions that name them. */
  subject(taskId: string): { mailboxId: string; actorId: string } | undefined {
    return this.#tasks.get(taskId);
  }

  /** The status a poll is answered with; nothing for a task that is unknown or forgotten. */
  poll(taskId: string, fate?: TaskFate): string | undefined {
    this.settle();
    const task = this.#tasks.get(taskId);
    if (task === undefined) return undefined;
    if (fate !== undefined) task.fate = fate;
    task.polls += 1;
    const { taskPolls } = this.around.settings;
    if (taskPolls !== undefined && task.polls >= taskPolls) this.#finish(task, this.around.now());
    return this.#answer(task);
  }

  /** Does what is due by now, in order of time. */
  settle(): void {
    const now = this.around.now();
    for (let next = this.#due[0]; next !== undefined && next.at <= now; next = this.#due[0]) {
      this.#due.shift();
      next.run();
    }
  }

  /** What a poll is told of a task as it is now. */
  #answer(task: Task): string | undefined {
    if (task.fate?.ends === "forgotten") return undefined;
    if (task.end === undefined || task.fate?.ends === "never") return "running";
    const { taskRetentionMs, taskForgottenOnceAnswered } = this.around.switches;
    if (task.end.at + taskRetentionMs <= this.around.now()) return undefined;
    if (task.answered && taskForgottenOnceAnswered) return undefined;
    task.answered = true;
    if (task.fate?.ends === "unknown") return UNKNOWN_STATUS;
    return task.fate?.ends === "error" ? "error" : task.end.status;
  }

  /** Ends a task: settles how, and changes the access. */
  #finish(task: Task | undefined, at: number): void {
    if (task === undefined || task.end !== undefined) return;
    if (task.fate?.ends === "never" && !task.fate.applied) return;
    const { mailboxId, actorId, roles } = task;
    const problem = this.target.accessProblem(mailboxId, actorId, roles);
    const works = problem === undefined && (task.fate?.applied ?? true);
    task.end = { status: works ? "complete" : "error", at };
    if (!works) return;
    const visibleAt = at + this.around.switches.accessVisibleDelayMs;
    if (visibleAt <= this.around.now()) this.target.applyAccess(mailboxId, actorId, roles);
    else this.#at(visibleAt, () => this.target.applyAccess(mailboxId, actorId, roles));
  }

  /** The task that ends when this one is due; another one when the newest goes first. */
  #nextOf(task: Task): Task | undefined {
    if (this.around.switches.concurrentSets !== "newest first") return task;
    return this.#running(task.mailboxId, task.actorId).at(-1);
  }

  /** Running tasks of one pair, oldest first. */
  #running(mailboxId: string, actorId: string): Task[] {
    return [...this.#tasks.values()].filter(
      (task) => task.end === undefined && task.mailboxId === mailboxId && task.actorId === actorId,
    );
  }

  /** Keeps the list of what is due sorted by time. */
  #at(at: number, run: () => void): void {
    let index = this.#due.length;
    while (index > 0 && (this.#due[index - 1]?.at ?? 0) > at) index -= 1;
    this.#due.splice(index, 0, { at, run });
  }
}
