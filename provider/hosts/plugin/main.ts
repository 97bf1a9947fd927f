/** The plugin's process: `pulumi-resource-yandex360 <address of the engine>` prints the port that it listens on. */
import { serve } from "./server";

async function main(engine: string): Promise<void> {
  const cancelled = new AbortController();
  const { server, port } = await serve(engine, cancelled);
  process.stdout.write(`${port}\n`);
  // The engine holds the other end: when it is gone, what is under way comes to its end and nothing new is begun.
  process.stdin.resume();
  process.stdin.once("end", () => {
    cancelled.abort();
    server.tryShutdown(() => process.exit());
  });
}

// The engine's last word, after it has waited for every answer and hung up; on Windows it is SIGBREAK. A terminal's Ctrl+C
// does not come here: the engine has a process group for each plugin.
for (const signal of ["SIGINT", "SIGBREAK"]) {
  process.once(signal, () => process.exit());
}

main(process.argv[2] ?? "").catch((error: unknown) => {
  process.stderr.write(`pulumi-resource-yandex360 could not start: ${error}\n`);
  process.exitCode = 1;
});
