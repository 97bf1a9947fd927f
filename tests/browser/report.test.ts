import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { reportOf } from "../../cli/report/fromSurvey";
import { parse, resolve } from "../../organization";
import { Role } from "../../provider/service/roles";
import { vocabulary } from "../../provider/vocabulary";
import { box, employee, everything, HOSTILE, large, person, shared, survey } from "../support/survey";
import { hashIn, type Opened, READ_AT, ReportBrowser, reported } from "./reportPage";

const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const RUN = "axe.run({ resultTypes: ['violations'], preload: false })";

const FILE = `stack: acme
domain: acme.example
shared:
  support:
    email: support@acme.example
    name: Поддержка
    access:
      vera: { roles: [owner], until: 2026-12-01 }
      john: [reader]
  press:
    email: press-office@acme.example
    name: Press
delegated:
  john: {}
`;

describe("the report's page", () => {
  let browser: ReportBrowser;
  const report = reported(everything);
  const compared = (() => {
    const parsed = parse(FILE, "organization.acme.yaml", vocabulary);
    const resolved = resolve(
      parsed,
      { employees: everything.employees, groups: [], departments: [] },
      { vocabulary, now: READ_AT },
    );
    return reportOf(everything, READ_AT, { file: "organization.acme.yaml", draft: parsed.draft, resolved });
  })();
  const empty = reported(survey([employee(1, "anna", "Анна")], []));
  const big = reported(large({ mailboxes: 400, employees: 1000, rights: 10 }));
  const opened: Opened[] = [];
  const open = async (...given: Parameters<ReportBrowser["open"]>) => {
    const one = await browser.open(...given);
    opened.push(one);
    return one.page;
  };
  before(async () => {
    browser = await ReportBrowser.start();
  });
  after(() => browser.close());
  afterEach("nothing was asked for, and nothing has gone wrong", async () => {
    for (const { page, errors, requests } of opened.splice(0)) {
      assert.deepEqual(errors, []);
      assert.deepEqual(requests, []);
      await page.context().close();
    }
  });

  it("says first of which organization it is, when that was read, and what is wrong", async () => {
    const page = await open(report);

    assert.equal(await page.title(), "Acme · Who can read what");
    assert.equal(await page.locator("h1").textContent(), "Acme");
    assert.equal(await page.locator("time").textContent(), "Read November 26, 2026 at 01:00 PM GMT+3");
    assert.deepEqual(await page.locator(".finding h3").allTextContents(), [
      "1 person who has left still has access",
      "1 unknown account has access",
      "1 right with an unknown role",
      "1 blocked person has access",
      "1 shared mailbox has no owner",
      "1 shared mailbox that nobody can read",
      "1 delegation that nobody uses",
    ]);
    await page.getByRole("link", { name: "1 shared mailbox has no owner" }).click();
    assert.deepEqual(await page.locator("tbody .name").allTextContents(), ["Old archive"]);
    assert.equal(hashIn(page), "#/mailboxes?finding=noOwner");
  });

  it("answers a search with the people and mailboxes it finds, whatever the accents, and keeps it in the address", async () => {
    const page = await open(report);
    await page.keyboard.press("/");
    await page.keyboard.type("yildiz");

    await page.getByText("1 person · 0 mailboxes").waitFor();
    assert.deepEqual(await page.locator(".hits .name").allTextContents(), ["İrem Yıldız"]);
    await page.waitForURL(/q=yildiz/);

    await page.getByRole("searchbox").fill("семенов");
    await page.getByText("Nothing matches").waitFor();
    await page.getByRole("searchbox").fill("acme БОРИС");
    assert.deepEqual(await page.locator(".hits .name").allTextContents(), ["Борис Иванов", "Борис Иванов"]);
    await page.getByRole("link", { name: "People", exact: true }).click();
    assert.deepEqual(await page.locator("tbody .name").allTextContents(), ["Борис Иванов"]);
    assert.equal(await page.getByRole("searchbox").inputValue(), "acme БОРИС");
    assert.deepEqual(await rowsOf(page), ["Борис Иванов boris@acme.example Old archive, Анна Смирнова 2 1 1"]);
  });

  it("can be linked as it is filtered and sorted", async () => {
    const page = await open(report, "#/mailboxes");
    await page.getByLabel("Kind").selectOption("shared");
    await page.getByRole("button", { name: "Send" }).click();
    await page.waitForURL(/sort=-send/);
    const names = ["Поддержка", "Продажи", "Lost", "Old archive"];
    assert.deepEqual((await page.locator("tbody .name").allTextContents()).slice(0, 2), names.slice(0, 2));
    assert.equal(await page.getByRole("columnheader", { name: "Send" }).getAttribute("aria-sort"), "descending");

    const linked = await open(report, hashIn(page));
    assert.deepEqual(
      await linked.locator("tbody .name").allTextContents(),
      await page.locator("tbody .name").allTextContents(),
    );
    assert.equal(await linked.getByLabel("Kind").inputValue(), "shared");

    await linked.getByRole("button", { name: "Mailbox" }).click();
    assert.deepEqual(await linked.locator("tbody .name").allTextContents(), [
      "Lost",
      "Old archive",
      "Поддержка",
      "Продажи",
    ]);
    await linked.getByRole("button", { name: "Mailbox" }).click();
    assert.deepEqual(await linked.locator("tbody .name").allTextContents(), [
      "Продажи",
      "Поддержка",
      "Old archive",
      "Lost",
    ]);
  });

  it("shows of one mailbox who can do what, and of one person", async () => {
    const page = await open(report, `#/mailboxes/${box(1)}`);
    assert.deepEqual(await rowsOf(page), [
      "Вера Кузнецова vera@acme.example Everywhere In its name Everything owner",
      "Григорий Попов grigory@acme.example Blocked Web mail In its name – No editor sender",
      "Олег Виноградов oleg@acme.example Has left Mail program On its behalf Folders, rules imapAdmin halfSender",
    ]);
    await page.goto(page.url().replace(/#.*/, `#/people/${person(6)}`));
    assert.deepEqual(await rowsOf(page), [
      "Продажи sales@acme.example Shared Unknown Unknown Unknown shared_mailbox_auditor unknown role",
    ]);
    await page.goto(page.url().replace(/#.*/, "#/people/1"));
    await page.getByText("This report has nothing with that id").waitFor();
  });

  it("counts in its lists what is sure, and says beside it how many have a role that it does not know", async () => {
    const auditor = "shared_mailbox_auditor";
    const page = await open(
      reported(
        survey(
          [employee(1, "anna", "Anna"), employee(2, "boris", "Boris")],
          [
            shared(1, "a", "A", { 1: [Role.Reader, auditor], 2: [Role.Owner] }),
            shared(2, "b", "B", { 1: [auditor], 2: [Role.Owner] }),
          ],
        ),
      ),
      "#/mailboxes",
    );
    assert.deepEqual(await rowsOf(page), [
      "A a@acme.example Shared Unknown role Anna, Boris 2 1 +1 unknown 1 +1 unknown",
      "B b@acme.example Shared Unknown role Anna, Boris 1 +1 unknown 1 +1 unknown 1 +1 unknown",
    ]);
    await page.getByRole("link", { name: "People", exact: true }).click();
    assert.deepEqual(await rowsOf(page), [
      "Anna anna@acme.example Unknown role A, B 1 +1 unknown 0 +2 unknown 0 +2 unknown",
      "Boris boris@acme.example A, B 2 2 2",
    ]);
    await page.setViewportSize({ width: 375, height: 800 });
    assert.match((await rowsOf(page))[0] ?? "", /Read 1 \+1 unknown Send 0 \+2 unknown Manage 0 \+2 unknown$/);

    await page.getByRole("link", { name: "Overview" }).click();
    assert.match(await page.locator(".ranking").last().innerText(), /Boris\s+2 mailboxes\s+Anna\s+1 mailbox/);
  });

  it("says of the people with access and of the directory each by itself how many there are", async () => {
    for (const [locale, tile] of [
      ["en-US", "People with access 7 Everybody in the directory: 8"],
      ["ru-RU", "Сотрудники с доступом 7 Всего в каталоге: 8"],
      ["tr-TR", "Erişimi olan kişiler 7 Dizindeki herkes: 8"],
    ] as const) {
      const page = await open(report, "", { locale });
      assert.ok((await tilesOf(page)).includes(tile), (await tilesOf(page)).join("\n"));
    }
  });

  it("breaks words that are wider than the screen, and makes no table wider", async () => {
    const word = "W".repeat(200);
    const names = [word, "Anna"];
    const role = "r".repeat(200);
    const wide = survey(
      names.map((name, at) => employee(at, `${at}`, name, { position: name, isBlocked: true })),
      names.map((name, at) => shared(at, at === 0 ? word : "a", name, { 0: [role], 1: [Role.Reader] })),
    );
    const text = `stack: acme\ndomain: acme.example\nshared:\n  ${word}: { email: ${word}@acme.example, name: ${word} }\n`;
    const parsed = parse(text, "organization.acme.yaml", vocabulary);
    const directory = { employees: wide.employees, groups: [], departments: [] };
    const resolved = resolve(parsed, directory, { vocabulary, now: READ_AT });
    const about = reportOf(wide, READ_AT, { file: "organization.acme.yaml", draft: parsed.draft, resolved });
    for (const width of [1280, 800, 375]) {
      const page = await open(about, "", { width });
      for (const view of [
        "overview",
        "mailboxes",
        `mailboxes/${box(0)}`,
        "people",
        `people/${person(0)}`,
        "matrix",
        "file",
      ]) {
        await page.goto(page.url().replace(/#.*|$/, `#/${view}`));
        await page.locator(".name").first().waitFor();
        const found = await page.evaluate<number>("document.documentElement.scrollWidth");
        assert.ok(found <= width, `${view} is ${found} wide on ${width}`);
        const narrowest = await page.evaluate<number>(
          "Math.min(...[...document.querySelectorAll('tbody td:not(.wide)')].map((cell) => cell.offsetWidth).concat(96))",
        );
        assert.ok(
          width < 760 || view === "matrix" || narrowest >= 96,
          `${view} has a cell of ${narrowest} on ${width}`,
        );
      }
    }
  });

  it("can be used with the keyboard alone", async () => {
    const page = await open(report, "#/mailboxes");
    const focused = () => page.evaluate<string>("document.activeElement.textContent || document.activeElement.tagName");
    await page.keyboard.press("Tab");
    assert.equal(await focused(), "Skip to content");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate<string>("document.activeElement.id"), "content");
    await page.getByRole("link", { name: "Lost" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Lost" }).waitFor();
    assert.equal(await page.evaluate<string>("document.activeElement.id"), "content");
    await page.goBack();
    await page.getByRole("link", { name: "Old archive" }).waitFor();
    await page.getByRole("button", { name: "Read" }).focus();
    await page.keyboard.press("Enter");
    assert.equal(await page.getByRole("columnheader", { name: "Read" }).getAttribute("aria-sort"), "descending");
  });

  it("speaks the browser's language where it knows it, and the one that is chosen", async () => {
    const page = await open(report, "", { locale: "ru-RU" });
    assert.equal(await page.locator("html").getAttribute("lang"), "ru");
    await page.getByRole("heading", { name: "Требует внимания" }).waitFor();

    await page.getByLabel("Язык").selectOption("tr");
    await page.getByRole("heading", { name: "Dikkat gerektiriyor" }).waitFor();
    assert.equal(await page.locator("html").getAttribute("lang"), "tr");
    await page.waitForURL(/lang=tr/);
    await page.getByRole("link", { name: "Kişiler", exact: true }).click();
    assert.match(hashIn(page), /^#\/people\?lang=tr$/);

    const german = await open(report, "", { locale: "de-DE" });
    assert.equal(await german.locator("html").getAttribute("lang"), "en");
  });

  it("shows hostile names as they are, and runs nothing of them", async () => {
    const page = await open(
      reported(
        survey(
          HOSTILE.map((name, at) => employee(at, `user${at}`, name, { position: name })),
          HOSTILE.map((name, at) => ({ ...shared(at, `box${at}`, name, { [at]: [name] }), description: name })),
        ),
      ),
      "#/mailboxes",
    );
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    assert.deepEqual((await page.locator("tbody .name bdi").allTextContents()).sort(), [...HOSTILE].sort());
    for (const view of [`mailboxes/${box(0)}`, "people", `people/${person(1)}`, "matrix", "overview?q=__proto__"]) {
      await page.goto(page.url().replace(/#.*/, `#/${view}`));
      await page.locator(".name").first().waitFor();
      assert.equal(await page.title(), "Acme · Who can read what");
    }
  });

  it("draws of a large organization what can be seen, and finds the rest", async () => {
    const page = await open(big, "#/mailboxes");
    const drawn = await page.locator("tbody tr:not(.space)").count();
    assert.ok(drawn > 5 && drawn < 60, `${drawn} rows`);
    assert.equal(await page.locator("table").getAttribute("aria-rowcount"), "401");
    await page.evaluate("scrollTo(0, document.body.scrollHeight)");
    await page.locator('tr[aria-rowindex="401"]').waitFor();

    await page.goto(page.url().replace(/#.*/, "#/matrix"));
    const table = page.getByRole("region").getByRole("table");
    const [rows, columns] = [await table.getAttribute("aria-rowcount"), await table.getAttribute("aria-colcount")];
    await page.evaluate("document.querySelector('.matrix').scrollTo(1e6, 1e6)");
    await page.locator(`tr[aria-rowindex="${rows}"] td[aria-colindex="${columns}"]`).waitFor();
    const cells = await page.locator(".matrix td").count();
    assert.ok(cells < 2500, `${cells} cells`);
    await page.getByRole("searchbox").fill("box398@ user500@");
    await page.getByText("0 people × 0 mailboxes").waitFor();
    await page.getByRole("searchbox").fill("box398@ user399@");
    await page.getByText("1 person × 1 mailbox · 1 right").waitFor();
  });

  it("prints all rows, and not only those that can be seen", async () => {
    const page = await open(big, "#/mailboxes");
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    assert.equal(await page.locator("tbody tr").count(), 400);
    await page.evaluate("dispatchEvent(new Event('afterprint'))");
    assert.ok((await page.locator("tbody tr").count()) < 100);
  });

  it("shows what differs from a file, and what ends soon", async () => {
    const page = await open(compared, "#/file");
    await page.getByText("Compared with organization.acme.yaml as of November 26, 2026").waitFor();
    assert.match(await page.locator(".hits").innerText(), /Вера Кузнецова → Поддержка\s+ends December 1, 2026/);
    const rows = await rowsOf(page);
    assert.ok(
      rows.includes(
        "Поддержка support@acme.example Григорий Попов grigory@acme.example Has access, not in the file editor sender –",
      ),
      rows.join("\n"),
    );
    assert.ok(
      rows.includes("Поддержка support@acme.example John Smith john@acme.example In the file, has no access – reader"),
      rows.join("\n"),
    );
    for (const name of ["press press-office@acme.example", "john john@acme.example"]) {
      assert.ok(rows.includes(`${name} Mailbox does not exist – –`), rows.join("\n"));
    }
    await page.getByRole("searchbox").fill("press-office@");
    await page.getByRole("heading", { name: "1 difference" }).waitFor();
    assert.equal(rows.filter((row) => row.endsWith("Mailbox is not in the file – –")).length, 5);
  });

  it("says that an organization has no mailboxes, and that everything is in order", async () => {
    const page = await open(empty);
    await page.getByText("No mailboxes yet").waitFor();
    const fine = await open(
      reported(survey([employee(1, "anna", "Анна")], [shared(1, "a", "A", { 1: [Role.Owner] })])),
    );
    await fine.getByText("Nothing needs attention").waitFor();
  });

  it("has no fault of accessibility that axe finds, in three languages, light and dark, in every view", async () => {
    const views = [
      "overview",
      "overview?q=acme",
      "mailboxes",
      "mailboxes?q=nothing",
      `mailboxes/${box(1)}`,
      `mailboxes/${box(3)}`,
      "people?all=1",
      `people/${person(6)}`,
      "matrix",
      "file",
    ];
    let looked = 0;
    for (const colorScheme of ["light", "dark"] as const) {
      for (const [about, hashes] of [
        [compared, views],
        [empty, ["overview"]],
      ] as const) {
        const page = await open(about, "", { colorScheme });
        await page.evaluate(AXE);
        for (const lang of ["en", "ru", "tr"]) {
          for (const hash of hashes) {
            await page.goto(page.url().replace(/#.*|$/, `#/${hash}${hash.includes("?") ? "&" : "?"}lang=${lang}`));
            await page.locator(`html[lang=${lang}]`).waitFor();
            const { violations } = await page.evaluate<Found>(RUN);
            assert.deepEqual(
              violations.map(({ id, nodes }) => `${lang} ${colorScheme} ${hash}: ${id}: ${nodes[0]?.html}`),
              [],
            );
            looked++;
          }
        }
      }
    }
    const page = await open(report);
    await page.evaluate(AXE);
    await page.evaluate(
      "document.querySelector('input').closest('label').replaceWith(document.createElement('input'))",
    );
    const { violations } = await page.evaluate<Found>(RUN);
    assert.deepEqual(
      violations.map(({ id }) => id),
      ["label"],
      "a fault that is there is found",
    );
    console.log(`      ${looked} views looked at, 0 violations`);
  });
});

/** The rows of the table as they can be seen. */
async function rowsOf(page: Page): Promise<string[]> {
  return (await page.locator("tbody tr").allInnerTexts()).map((text) => text.replace(/\s+/g, " ").trim());
}

/** The numbers of the first view, each with what it says. */
async function tilesOf(page: Page): Promise<string[]> {
  return (await page.locator(".tiles a").allInnerTexts()).map((text) => text.replace(/\s+/g, " ").trim());
}

interface Found {
  violations: { id: string; nodes: { html: string }[] }[];
}
