/** The plugin's process: `pulumi-resource-yandex360 <address of the engine>` prints the port that it listens on. */
import { serve } from "./server";

async function main(engine: string): Promise<void> {
  const cancelled = new AbortController();
  const { port, end } = await serve(engine, cancelled);
  // What is under way comes to its end, and nothing new is begun.
  const stop = async () => {
    cancelled.abort();
    await end();
    process.exit();
  };
  // The engine stops a plugin with SIGINT, on Windows with SIGBREAK, and kills it where it is still there after 5 seconds. A
  // terminal's Ctrl+C does not come here: the engine has a process group for each plugin.
  process.once("SIGINT", stop);
  process.once("SIGBREAK", stop);
  // The engine holds the other end, which closes when the engine is gone.
  process.stdin.resume();
  process.stdin.once("end", stop);
  process.stdout.write(`${port}\n`);
}

main(process.argv[2] ?? "").catch((error: unknown) => {
  process.stderr.write(`pulumi-resource-yandex360 could not start: ${error}\n`);
  process.exitCode = 1;
});
