import { cpuUsage } from "node:process";
import { Lookups } from "../../provider/engine/lookups";
import { employee } from "../support/direct";
import type { Figure } from "../support/figure";
import { countRow, type Measure, median, type Row, type Spent } from "../support/result";
import { ORG, type Service, TOKEN, withService } from "../support/service";

const EMPLOYEES = 10_000;
const LOOK_UPS = 1_000;
const MOST_REQUESTS = 10 + 1;
const MOST_SECONDS = 1.5;

/** L1: what looking people up costs in a large organization. */
export const lookups: Figure = {
  name: "L1",
  title: "look-ups",
  measure: ({ quick, times, by }) =>
    withService({ employees: EMPLOYEES }, async (service) => {
      const spent: Spent[] = [];
      const requests: number[] = [];
      for (let time = 0; time < (quick ? 1 : times); time++) {
        spent.push(await lookEverybodyUp(service));
        requests.push((await service.take()).total);
      }
      const what = `${LOOK_UPS} look-ups among ${EMPLOYEES} employees, at once, by address, login and id`;
      return [timeRow(what, spent, by), countRow("L1", "- requests", Math.max(...requests), MOST_REQUESTS)];
    }),
};

/** One process that looks a thousand people up; every answer is the right one. */
async function lookEverybodyUp({ url }: Service): Promise<Spent> {
  const config: Record<string, string> = {
    "yandex360:apiUrl": url,
    "yandex360:orgId": ORG,
    "yandex360:token": TOKEN,
  };
  const begun = performance.now();
  const before = cpuUsage();
  const process = new Lookups(
    (key) => config[key],
    async () => undefined,
  );
  const found = await Promise.all(
    Array.from({ length: LOOK_UPS }, async (_, n) => {
      const by =
        [{ email: `Employee${n}@example.org` }, { nickname: `employee${n}` }, { id: employee(n) }][n % 3] ?? {};
      const result = await process.invoke("getEmployee", by);
      return "outputs" in result ? Reflect.get(result.outputs, "id") : JSON.stringify(result.failures);
    }),
  );
  const { user, system } = cpuUsage(before);
  const spent = { seconds: (performance.now() - begun) / 1000, cpu: (user + system) / 1e6 };
  const wrong = found.filter((id, n) => id !== employee(n));
  if (wrong.length > 0) throw new Error(`${wrong.length} look-ups found somebody else, such as ${wrong[0]}`);
  return spent;
}

/** On a busy machine, the time of this process counts, and not that of the emulator beside it. */
function timeRow(what: string, spent: readonly Spent[], by: Measure): Row {
  const [seconds, cpu] = [median(spent.map((one) => one.seconds)), median(spent.map((one) => one.cpu))];
  return {
    figure: "L1",
    what,
    ours: `${seconds.toFixed(2)} s`,
    beside: "",
    value:
      by === "cpu"
        ? `CPU ${cpu.toFixed(2)} s (${seconds.toFixed(2)} s)`
        : `${seconds.toFixed(2)} s (CPU ${cpu.toFixed(2)} s)`,
    limit: `<= ${MOST_SECONDS} s`,
    holds: (by === "cpu" ? cpu : seconds) <= MOST_SECONDS,
  };
}
