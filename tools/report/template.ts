/** The page of `yandex360 report` as one file, which lacks only the data of a report. */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build, transform } from "esbuild";
import { PLACE } from "../../cli/report/html";
import { ROOT } from "../sources";
import { thirdParty } from "../thirdParty";

const PAGE = "cli/report/page";
/** What the page runs in: the browsers of 2024 and later. */
const BROWSERS = ["chrome120", "firefox121", "safari17.4"];

/** Writes the template into a folder, made anew. */
export async function bundleReport(folder: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "page.html"), await reportTemplate(), { mode: 0o644 });
}

/** Makes the template. The policy in it allows its own script and styles, and nothing from the network. */
export async function reportTemplate(): Promise<string> {
  const { outputFiles, metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: [join(PAGE, "main.tsx")],
    tsconfig: join(ROOT, PAGE, "tsconfig.json"),
    outfile: "page.js",
    write: false,
    bundle: true,
    platform: "browser",
    target: BROWSERS,
    format: "iife",
    charset: "utf8",
    minify: true,
    legalComments: "none",
    logLevel: "warning",
    metafile: true,
  });
  const code = outputFiles[0]?.text.trim() ?? "";
  const source = readFileSync(join(ROOT, PAGE, "page.css"), "utf8");
  const styles = (
    await transform(source, { loader: "css", charset: "utf8", minify: true, target: BROWSERS })
  ).code.trim();
  return frame({ code, styles, licences: thirdParty("page", metafile) });
}

/** The page around its script. Its policy allows this script and these styles, and nothing from the network. */
function frame({ code, styles, licences }: { code: string; styles: string; licences: string }): string {
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(code)}'`,
    `style-src '${hashOf(styles)}'`,
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy.join("; ")}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>Yandex 360</title>
<link rel="icon" href="data:image/svg+xml,${encodeURIComponent(ICON)}">
<style>${styles}</style>
</head>
<body>
<div id="page"></div>
<noscript>
<p lang="en">This report needs JavaScript.</p>
<p lang="ru">Для этого отчёта нужен JavaScript.</p>
<p lang="tr">Bu rapor için JavaScript gerekli.</p>
</noscript>
<script type="application/json" id="data">${PLACE}</script>
<script>${code}</script>
<!--
${licences.replaceAll("--", "- -")}-->
</body>
</html>
`;
}

const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="4" fill="#2450c4"/>' +
  '<path d="M3 5h10v6.5H3zM3 5l5 4 5-4" fill="none" stroke="#fff" stroke-width="1.3"/></svg>';

function hashOf(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
