import { readFileSync } from "node:fs";
import { join } from "node:path";
import { succeed } from "../../tests/support/cli/command";
import type { Figure } from "../support/figure";
import { ours, type Program } from "../support/programs";
import { median, type Row } from "../support/result";
import { type Counts, ORG, type Service, TOKEN, withService } from "../support/service";
import { Stack } from "../support/stack";

const PEERS = join(__dirname, "../peers");
const TASK_MS = 500;

interface Outcome {
  seconds: number;
  counts: Counts;
}

/** What users would take instead, at the same job: shared mailboxes with access to each; a task takes half a second. */
export const peers: Figure = {
  name: "peers",
  title: "what users would take instead",
  async measure({ quick, times }) {
    const items = quick ? 10 : 50;
    const ways: Record<string, { first: Outcome[]; refresh: Outcome[]; bytes: number }> = {};
    for (let time = 0; time < (quick ? 1 : times); time++) {
      for (const [name, way] of Object.entries(WAYS)) {
        const made = await withService({ employees: items + 2, taskDurationMs: TASK_MS }, (service) =>
          way(service, items),
        );
        ways[name] ??= { first: [], refresh: [], bytes: made.bytes };
        ways[name].first.push(made.first);
        if (made.refresh !== undefined) ways[name].refresh.push(made.refresh);
      }
    }
    return Object.entries(ways).flatMap(([name, { first, refresh, bytes }]) => [
      row(`${items} mailboxes and accesses: ${name}`, first, bytes),
      ...(refresh.length > 0 ? [row(`- refresh: ${name}`, refresh, 0)] : []),
    ]);
  },
};

type Way = (service: Service, items: number) => Promise<{ first: Outcome; refresh?: Outcome; bytes: number }>;

const WAYS: Record<string, Way> = {
  "curl script": (service, items) => script(service, items, "sh", "curl.sh"),
  "script with fetch": (service, items) => script(service, items, "node", "sequential.mjs"),
  "dynamic provider of the guide": (service, items) =>
    stack(
      service,
      { source: readFileSync(join(PEERS, "guide.cjs"), "utf8"), host: "dynamic" },
      environment(service, items),
    ),
  "this package": (service, items) => stack(service, ours("shared", items, "dynamic"), {}),
  "this package's plugin": (service, items) => stack(service, ours("shared", items, "plugin"), {}),
  "this package, --parallel 64": (service, items) =>
    stack(service, ours("shared", items, "dynamic"), {}, "--parallel", "64"),
};

async function script(service: Service, items: number, command: string, file: string) {
  const env = { ...process.env, ...environment(service, items) };
  const { seconds } = await succeed(command, [join(PEERS, file)], { cwd: PEERS, env });
  return { first: { seconds, counts: await service.take() }, bytes: 0 };
}

async function stack(service: Service, program: Program, env: Record<string, string>, ...options: string[]) {
  const made = await Stack.make({ program, url: service.url, checkpoints: true, env });
  const first = { seconds: (await made.up(...options)).seconds, counts: await service.take() };
  const refresh = { seconds: (await made.refresh()).seconds, counts: await service.take() };
  return { first, refresh, bytes: JSON.stringify(await made.export()).length };
}

function environment({ url }: Service, items: number): Record<string, string> {
  return { API_URL: url, ORG_ID: ORG, TOKEN, COUNT: String(items) };
}

function row(what: string, outcomes: Outcome[], bytes: number): Row {
  return {
    figure: "peers",
    what,
    ours: `${median(outcomes.map(({ seconds }) => seconds)).toFixed(1)} s`,
    beside: "",
    value: `${median(outcomes.map(({ counts }) => counts.total))} requests${bytes > 0 ? `, ${Math.round(bytes / 1024)} KB of state` : ""}`,
    limit: "",
    holds: undefined,
  };
}
