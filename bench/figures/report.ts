import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { reportOf } from "../../cli/report/fromSurvey";
import { htmlOf } from "../../cli/report/html";
import { large } from "../../tests/support/survey";
import { startBrowser } from "../../tools/browser";
import { reportTemplate } from "../../tools/report/template";
import type { Figure } from "../support/figure";
import { median, type Row } from "../support/result";

const EXTENT = { mailboxes: 2500, employees: 10_000, rights: 10 };
const LIMIT_SECONDS = 1;
const LIMIT_MEGABYTES = 6;

/** What is searched for in each view, with what the answer says when it is there. */
const SEARCHES = [
  { view: "overview", query: "user2401@", answer: "1 person · 1 mailbox" },
  { view: "mailboxes", query: "отдела 248", answer: "8 mailboxes" },
  { view: "people?all=1", query: "user9999@", answer: "1 person" },
  { view: "matrix", query: "box2000@", answer: "10 people × 1 mailbox · 10 rights" },
] as const;

/** A3: how long the page of a large organization takes to open, and to answer a search. */
export const report: Figure = {
  name: "A3",
  title: "HTML report",
  async measure({ times }, log) {
    const folder = mkdtempSync(join(tmpdir(), "yandex360-bench-"));
    const file = join(folder, "report.html");
    const made = reportOf(large(EXTENT), new Date());
    writeFileSync(file, htmlOf(made, await reportTemplate()));
    const browser = await startBrowser();
    try {
      const seconds = new Map<string, number[]>();
      const requests = new Set<string>();
      for (let time = 0; time < times; time++) {
        for (const [what, spent] of await measureOnce(browser, pathToFileURL(file).href, requests)) {
          seconds.set(what, [...(seconds.get(what) ?? []), spent]);
          log(`${what}: ${spent.toFixed(3)} s`);
        }
      }
      const rights = made.mailboxes.reduce((sum, { access }) => sum + access.length, 0);
      const size = `${EXTENT.mailboxes} mailboxes, ${EXTENT.employees} employees, ${rights} rights`;
      const megabytes = statSync(file).size / 1e6;
      return [
        ...[...seconds].map(([what, all]) => timeRow(`${what}, ${size}`, median(all))),
        row("size of the file", `${megabytes.toFixed(2)} MB`, `<= ${LIMIT_MEGABYTES} MB`, megabytes <= LIMIT_MEGABYTES),
        row("requests of the page", `${requests.size}`, "0", requests.size === 0),
      ];
    } finally {
      await browser.close();
      rmSync(folder, { recursive: true });
    }
  },
};

/** Opens the page in a context of its own, and searches in each view. */
async function measureOnce(browser: Browser, url: string, requests: Set<string>): Promise<[string, number][]> {
  const context = await browser.newContext({ locale: "en-US", viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  page.on("request", (request) => {
    const asked = request.url();
    if (asked.split("#")[0] !== url && !asked.startsWith("data:")) requests.add(asked);
  });
  try {
    const begun = performance.now();
    await page.goto(url);
    await page.locator(".ranking").first().waitFor();
    const measured: [string, number][] = [["opening", (performance.now() - begun) / 1000]];
    for (const { view, query, answer } of SEARCHES) {
      await page.goto(`${url}#/${view}`);
      measured.push([`search in ${view.split("?")[0]}`, await search(page, query, answer)]);
    }
    return measured;
  } finally {
    await context.close();
  }
}

/** From the key that completes the query to the frame that has the answer, measured in the page. */
async function search(page: Page, query: string, answer: string): Promise<number> {
  const milliseconds = await page.evaluate<number>(`new Promise((resolve, reject) => {
    const input = document.querySelector("input[type=search]");
    const begun = performance.now();
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(input, ${JSON.stringify(query)});
    input.dispatchEvent(new Event("input", { bubbles: true }));
    const look = () => {
      const text = document.querySelector("[role=status]")?.textContent ?? "";
      if (text.includes(${JSON.stringify(answer)})) requestAnimationFrame(() => resolve(performance.now() - begun));
      else if (performance.now() - begun > 20_000) reject(new Error("the answer is " + text));
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  })`);
  return milliseconds / 1000;
}

function timeRow(what: string, seconds: number): Row {
  return row(what, `${seconds.toFixed(2)} s`, `<= ${LIMIT_SECONDS} s`, seconds <= LIMIT_SECONDS);
}

function row(what: string, value: string, limit: string, holds: boolean): Row {
  return { figure: "A3", what, ours: value, beside: "", value, limit, holds };
}
