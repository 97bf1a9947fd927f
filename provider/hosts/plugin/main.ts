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

// The engine itself stops a plugin after an interruption; Ctrl+C in a terminal reaches every process of its group.
process.on("SIGINT", () => undefined);

main(process.argv[2] ?? "").catch((error: unknown) => {
  process.stderr.write(`pulumi-resource-yandex360 could not start: ${error}\n`);
  process.exitCode = 1;
});
