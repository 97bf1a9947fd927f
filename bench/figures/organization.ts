import { check, parse, resolve } from "../../organization";
import { vocabulary } from "../../provider/vocabulary";
import { directoryOf, organizationText } from "../../tests/support/organizationFile";
import type { Figure } from "../support/figure";
import { type Measure, median, type Row, type Spent } from "../support/result";

const WHOLE = { mailboxes: 1000, rights: 10, employees: 10_000 };
const LIMIT_SECONDS = 1;
const NOW = new Date("2026-06-01T00:00:00Z");

/** O1: what reading a large organization file costs, in a process that has read none before and in one that has. */
export const organization: Figure = {
  name: "O1",
  title: "organization file",
  async measure({ times, by }) {
    const text = organizationText(WHOLE);
    const directory = directoryOf(WHOLE);
    const spent = { "parse and check": [] as Spent[], "resolve with 10,000 employees": [] as Spent[] };
    for (let time = 0; time < times; time++) {
      const reading = stopwatch();
      const parsed = parse(text, "organization.acme.yaml", vocabulary);
      const { problems } = check(parsed, { vocabulary, now: NOW, stack: "acme" });
      spent["parse and check"].push(reading());
      const resolving = stopwatch();
      const resolved = resolve(parsed, directory, { vocabulary, now: NOW });
      spent["resolve with 10,000 employees"].push(resolving());
      const refused = [...parsed.problems, ...problems, ...resolved.problems];
      if (refused.length > 0 || resolved.mailboxes.length !== WHOLE.mailboxes) {
        throw new Error(`the file is refused: ${JSON.stringify(refused[0])}`);
      }
    }
    const size = `${WHOLE.mailboxes} mailboxes, ${WHOLE.mailboxes * WHOLE.rights} rights`;
    return Object.entries(spent).map(([what, all]) => row(`${what}, ${size}`, all, by));
  },
};

function stopwatch(): () => Spent {
  const [begun, cpu] = [performance.now(), process.cpuUsage()];
  return () => {
    const { user, system } = process.cpuUsage(cpu);
    return { seconds: (performance.now() - begun) / 1000, cpu: (user + system) / 1e6 };
  };
}

function row(what: string, all: readonly Spent[], by: Measure): Row {
  const value = (measure: Measure) => median(all.map((one) => one[measure]));
  const shown = { seconds: `${value("seconds").toFixed(2)} s`, cpu: `CPU ${value("cpu").toFixed(2)} s` };
  return {
    figure: "O1",
    what,
    ours: shown.seconds,
    beside: "",
    value: `${shown[by]} (${by === "seconds" ? shown.cpu : shown.seconds})`,
    limit: `<= ${LIMIT_SECONDS} s`,
    holds: value(by) <= LIMIT_SECONDS,
  };
}
