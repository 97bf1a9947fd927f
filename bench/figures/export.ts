import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Emulator, type EmulatorOptions, type Seed, startEmulator } from "../../emulator";
import { exportedFiles, FORMS, type Form, openExported, runExport } from "../../tests/support/cli/exported";
import { SCRATCH } from "../../tests/support/cli/packed";
import type { Figure } from "../support/figure";
import type { Row } from "../support/result";

const SIZES = [3, 100, 1000, 2500];
const QUICK_SIZES = [3, 30];
const TOKEN = "bench-token";
const UNLIMITED = Number.POSITIVE_INFINITY;
/** Delegated mailboxes, domains and organizations, a page each. */
const LISTS = 3;
/** Pulumi writes its state once. */
const ONCE = { PULUMI_EXPERIMENTAL: "true", PULUMI_SKIP_CHECKPOINTS: "true" };

/** So many mailboxes, each with access of two employees; every fourth is a delegated one where \`mixed\`. */
function organizationOf(mailboxes: number, mixed: boolean): Seed {
  const numbers = Array.from({ length: mailboxes }, (_, at) => at);
  const isShared = (at: number) => !mixed || at % 4 !== 0;
  const employee = (at: number) => String(1_130_000_000_000_001 + at);
  const shared = numbers.filter(isShared);
  return {
    organizations: [
      {
        id: "1000001",
        name: "Example",
        domains: ["example.org"],
        users: Array.from({ length: mailboxes + 2 }, (_, at) => ({
          id: employee(at),
          nickname: `employee${at}`,
          name: { first: "Employee", last: String(at) },
        })),
        shared: shared.map((at) => ({ email: `box${at}@example.org`, name: `Box ${at}`, description: `No. ${at}` })),
        delegated: numbers.filter((at) => !isShared(at)).map(employee),
        access: numbers.flatMap((at) =>
          [1, 2].map((next) => ({
            mailboxId: isShared(at) ? `box${at}@example.org` : employee(at),
            actorId: employee(at + next),
            roles: next === 1 ? ["shared_mailbox_owner"] : ["shared_mailbox_editor", "shared_mailbox_sender"],
          })),
        ),
      },
    ],
    tokens: [{ token: TOKEN }],
  };
}

const LIMITS = { sharedMailboxes: UNLIMITED, delegatedMailboxes: UNLIMITED };
let folders = 0;

function scratch(): string {
  const folder = join(SCRATCH, `figure-export-${++folders}`);
  mkdirSync(folder, { recursive: true });
  return folder;
}

async function withEmulator<T>(options: EmulatorOptions, work: (service: Emulator) => Promise<T>): Promise<T> {
  const service = await startEmulator({ limits: LIMITS, ...options });
  try {
    return await work(service);
  } finally {
    await service.close();
  }
}

/** A1: what is exported is taken over without a change, in every form and size. */
export const exportedForms: Figure = {
  name: "A1",
  title: "export, import, preview and refresh",
  async measure({ quick }, log) {
    const rows: Row[] = [];
    for (const form of Object.keys(FORMS) as Form[]) {
      for (const size of quick ? QUICK_SIZES : SIZES) {
        rows.push(await takeOver(form, size, log));
      }
    }
    return rows;
  },
};

async function takeOver(form: Form, size: number, log: (line: string) => void): Promise<Row> {
  return withEmulator({ seed: organizationOf(size, true) }, async (service) => {
    const folder = scratch();
    const first = await exportedFiles(service, form, folder, "first", TOKEN);
    const project = await openExported(service, form, join(folder, "first"));
    const env = { ...ONCE, YANDEX360_TOKEN: TOKEN };
    const times: string[] = [];
    for (const line of [
      "import --file import.json --generate-code=false --yes --skip-preview",
      "preview --expect-no-changes",
      "refresh --expect-no-changes",
    ]) {
      const { seconds } = await project.succeed(line, { env });
      times.push(`${line.split(" ")[0]} ${seconds.toFixed(1)} s`);
    }
    log(`${form}, ${size} mailboxes: ${times.join(", ")}`);
    const second = await exportedFiles(service, form, folder, "second", TOKEN);
    const writes = service.journal.filter(({ method }) => method !== "GET").length;
    const isSame = JSON.stringify(first) === JSON.stringify(second);
    const state = await project.state();
    const imported = [...state.values()].filter(({ id }) => id !== undefined).length;
    return {
      figure: "A1",
      what: `${form}, ${size} mailboxes: ${times.join(", ")}`,
      ours: `${imported} resources imported`,
      beside: "",
      value: `0 changes, ${writes} writes, the second export ${isSame ? "the same" : "another"}`,
      limit: "0 changes, 0 writes, the same",
      holds: writes === 0 && isSame && imported === 2 * size,
    };
  });
}

/** A2: a large export under a rate limit asks for nothing twice, and waits for nothing else. */
export const exportUnderLimit: Figure = {
  name: "A2",
  title: "export under a rate limit",
  async measure({ quick }, log) {
    const size = quick ? 100 : 2500;
    const perSecond = quick ? 50 : 10;
    const whole = await measureExport(size, perSecond, false);
    log(`${whole.requests} requests in ${whole.seconds.toFixed(1)} s`);
    const resumed = await measureExport(quick ? size : 500, 50, true);
    // A full page of a list may have another one behind it.
    const pages = (items: number, each: number) => Math.floor(items / each) + 1;
    const wanted = (mailboxes: number) => 2 * mailboxes + pages(mailboxes, 100) + pages(mailboxes + 2, 1000) + LISTS;
    const ratio = whole.seconds / (whole.requests / perSecond);
    const what = `${size} mailboxes with access, ${perSecond} requests a second`;
    return [
      row(
        what,
        `${whole.requests} requests`,
        `= ${wanted(size)}`,
        whole.requests === wanted(size) && whole.twice === 0,
      ),
      row(what, `${ratio.toFixed(3)} x requests / rate`, "<= 1.05 x", ratio <= 1.05),
      row("interrupted by Ctrl+C and resumed", `${resumed.twice} requests twice`, "0", resumed.twice === 0),
    ];
  },
};

async function measureExport(size: number, perSecond: number, interrupted: boolean) {
  let stop = () => {};
  const onRequest = () => {
    if (interrupted && service !== undefined && service.requests("GetShared").length === Math.floor(size / 2)) stop();
  };
  let service: Emulator | undefined;
  return withEmulator(
    { seed: organizationOf(size, false), rateLimit: { perSecond }, journalLimit: UNLIMITED, onRequest },
    async (running) => {
      service = running;
      const folder = scratch();
      const args = ["--name", "dev", "--out", "out"];
      if (interrupted) {
        const { code, stderr } = await runExport(running, args, folder, TOKEN, (child) => {
          stop = () => {
            child.kill("SIGINT");
            stop = () => {};
          };
        });
        if (code !== 130) throw new Error(`the export was not interrupted: status ${code}\n${stderr}`);
      }
      const { code, stderr } = await runExport(running, args, folder, TOKEN);
      if (code !== 0) throw new Error(`the export ended with status ${code}:\n${stderr}`);
      const served = running.journal.filter(({ status }) => status !== 429);
      const urls = served.map(({ path, query }) => `${path}?${new URLSearchParams(query)}`);
      const seconds = ((running.journal.at(-1)?.at ?? 0) - (running.journal[0]?.at ?? 0)) / 1000;
      return { requests: urls.length, twice: urls.length - new Set(urls).size, seconds };
    },
  );
}

function row(what: string, value: string, limit: string, holds: boolean): Row {
  return { figure: "A2", what, ours: "", beside: "", value, limit, holds };
}
