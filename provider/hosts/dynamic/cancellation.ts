import { EventEmitter } from "node:events";

/** How the engine tells a provider that the user wants the command to end. */
const CANCEL = "/pulumirpc.ResourceProvider/Cancel";

/**
 * Aborted when the engine says Cancel, which it does at Ctrl+C.
 *
 * Pulumi's dynamic host answers that call and passes it on to nobody, so it is heard at the host's own server. Where Node
 * shows no server, the signal is never aborted, and Ctrl+C waits for what is under way.
 */
export function heardFromEngine(): AbortSignal {
  const controller = new AbortController();
  for (const server of grpcServers()) {
    server.on("stream", (_stream: unknown, headers: Record<string, unknown>) => {
      if (headers[":path"] === CANCEL) {
        controller.abort();
      }
    });
  }
  return controller.signal;
}

/** The servers of this process that answer HTTP/2 streams. */
function grpcServers(): EventEmitter[] {
  const handles: unknown = Reflect.get(process, "_getActiveHandles")?.call(process);
  return Array.isArray(handles)
    ? handles.filter((handle) => handle instanceof EventEmitter && handle.listenerCount("stream") > 0)
    : [];
}
