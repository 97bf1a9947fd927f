/** Reports in one headless browser. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { reportOf } from "../../cli/report/fromSurvey";
import { htmlOf } from "../../cli/report/html";
import type { Report } from "../../cli/report/model";
import type { Survey } from "../../provider/engine/survey";
import { startBrowser } from "../../tools/browser";
import { reportTemplate } from "../../tools/report/template";

/** When the surveys of tests were made. */
export const READ_AT = new Date("2026-11-26T10:00:00Z");

/** How the reader's browser is set. */
export interface Reader {
  locale?: string;
  colorScheme?: "light" | "dark";
  width?: number;
}

/** A page, with what has gone wrong in it. */
export interface Opened {
  page: Page;
  /** Errors of scripts, and what the browser has refused or complained about. */
  errors: string[];
  /** The addresses that were asked for, but for the page's own. */
  requests: string[];
}

/** A browser that shows reports, until it is closed. */
export class ReportBrowser {
  private readonly folder = mkdtempSync(join(tmpdir(), "yandex360-report-"));
  private readonly files = new Map<Report, string>();

  private constructor(
    private readonly browser: Browser,
    private readonly template: string,
  ) {}

  /** Starts the browser, and bundles the page. */
  static async start(): Promise<ReportBrowser> {
    return new ReportBrowser(await startBrowser(), await reportTemplate());
  }

  /** Opens a report at an address such as `#/mailboxes?kind=shared`. */
  async open(report: Report, hash = "", { locale = "en-US", colorScheme = "light", width = 1280 }: Reader = {}) {
    const context = await this.browser.newContext({
      locale,
      colorScheme,
      timezoneId: "Europe/Istanbul",
      viewport: { width, height: 800 },
    });
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    const opened: Opened = { page, errors: [], requests: [] };
    const url = this.urlOf(report);
    page.on("pageerror", ({ message }) => opened.errors.push(message));
    page.on("dialog", (dialog) => {
      opened.errors.push(`a dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on("console", (message) => {
      if (message.type() !== "log") opened.errors.push(message.text());
    });
    page.on("request", (request) => {
      if (request.url().split("#")[0] !== url && !request.url().startsWith("data:"))
        opened.requests.push(request.url());
    });
    await page.goto(`${url}${hash}`);
    return opened;
  }

  /** Ends the browser, and removes the reports. */
  async close(): Promise<void> {
    await this.browser.close();
    rmSync(this.folder, { recursive: true });
  }

  private urlOf(report: Report): string {
    const file = this.files.get(report) ?? join(this.folder, `${this.files.size}.html`);
    if (!this.files.has(report)) {
      this.files.set(report, file);
      writeFileSync(file, htmlOf(report, this.template));
    }
    return pathToFileURL(file).href;
  }
}

/** The report of a survey of a test. */
export function reported(survey: Survey): Report {
  return reportOf(survey, READ_AT);
}

/** What the address of a page has after #. */
export function hashIn(page: Page): string {
  return decodeURIComponent(new URL(page.url()).hash);
}
