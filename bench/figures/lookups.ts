import { Lookups } from "../../provider/engine/lookups";
import { employee } from "../support/direct";
import type { Figure } from "../support/figure";
import { countRow, median, type Row } from "../support/result";
import { ORG, type Service, TOKEN, withService } from "../support/service";

const EMPLOYEES = 10_000;
const LOOK_UPS = 1_000;
const MOST_REQUESTS = 10 + 1;
const MOST_SECONDS = 1.5;

/** L1: what looking people up costs in a large organization. */
export const lookups: Figure = {
  name: "L1",
  title: "look-ups",
  measure: ({ quick, times }) =>
    withService({ employees: EMPLOYEES }, async (service) => {
      const seconds: number[] = [];
      const requests: number[] = [];
      for (let time = 0; time < (quick ? 1 : times); time++) {
        seconds.push(await lookEverybodyUp(service));
        requests.push((await service.take()).total);
      }
      const what = `${LOOK_UPS} look-ups among ${EMPLOYEES} employees, at once, by address, login and id`;
      return [secondsRow(what, median(seconds)), countRow("L1", "- requests", Math.max(...requests), MOST_REQUESTS)];
    }),
};

/** One process that looks a thousand people up; every answer is the right one. */
async function lookEverybodyUp({ url }: Service): Promise<number> {
  const config: Record<string, string> = {
    "yandex360:apiUrl": url,
    "yandex360:orgId": ORG,
    "yandex360:token": TOKEN,
  };
  const begun = performance.now();
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
  const seconds = (performance.now() - begun) / 1000;
  const wrong = found.filter((id, n) => id !== employee(n));
  if (wrong.length > 0) throw new Error(`${wrong.length} look-ups found somebody else, such as ${wrong[0]}`);
  return seconds;
}

function secondsRow(what: string, seconds: number): Row {
  const shown = `${seconds.toFixed(2)} s`;
  return {
    figure: "L1",
    what,
    ours: shown,
    beside: "",
    value: shown,
    limit: `<= ${MOST_SECONDS} s`,
    holds: seconds <= MOST_SECONDS,
  };
}
