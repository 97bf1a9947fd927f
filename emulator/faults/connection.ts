import { gzipSync } from "node:zlib";
import { encode } from "../endpoints/reply";
import type { Fault, FaultContext } from "./fault";

const MEBIBYTE = 1024 * 1024;
const BOMB_MEBIBYTES = 72;
const DRIP_MS = 100;

const reset = ({ incoming }: FaultContext): undefined => {
  incoming.socket.resetAndDestroy();
};

let padding: Buffer | undefined;

/** What makes a gzip body a bomb: white space, a thousandth of its size. */
function bomb(): Buffer {
  padding ??= Buffer.concat(Array<Buffer>(BOMB_MEBIBYTES).fill(gzipSync(Buffer.alloc(MEBIBYTE, " "))));
  return padding;
}

/** Does nothing: the client waits until it gives up. */
const stall = (): undefined => undefined;

const afterActing = (then: (context: FaultContext) => undefined) => async (context: FaultContext) => {
  await context.act();
  return then(context);
};

/** Faults of the connection: cut, silent, too much, too slow. */
export const connectionFaults = {
  refused: { about: "connection reset before the request is read", acts: false, early: true, run: reset },
  "reset-before": { about: "connection reset after the request is read, nothing done", acts: false, run: reset },
  "hang-up-before": {
    about: "connection closed without an answer, nothing done",
    acts: false,
    run: ({ incoming }) => {
      incoming.socket.destroy();
      return undefined;
    },
  },
  "reset-after": { about: "done, then connection reset", acts: true, run: afterActing(reset) },
  "stall-before": { about: "no answer for ever, nothing done", acts: false, run: stall },
  "stall-after": { about: "done, then no answer for ever", acts: true, run: afterActing(stall) },
  "truncated-after": {
    about: "done, half of the announced body, then the connection ends",
    acts: true,
    run: async ({ act, outgoing }) => {
      const reply = await act();
      const { headers, bytes } = encode(reply);
      outgoing.writeHead(reply.status, headers);
      outgoing.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => outgoing.destroy());
      return undefined;
    },
  },
  "gzip-bomb": {
    about: "done, a small gzip body that inflates to more than 64 MiB of valid JSON",
    acts: true,
    run: async ({ act }) => {
      const { status, body } = await act();
      const text = Buffer.concat([gzipSync(JSON.stringify(body)), bomb()]);
      return { status, text, headers: { "content-type": "application/json", "content-encoding": "gzip" } };
    },
  },
  "endless-body": {
    about: "done, a JSON body that never ends",
    acts: true,
    run: async ({ act, outgoing }) => {
      const { status, body } = await act();
      outgoing.writeHead(status, { "content-type": "application/json" });
      outgoing.write(JSON.stringify(body));
      const spaces = Buffer.alloc(MEBIBYTE / 16, " ");
      const pour = () => {
        while (!outgoing.destroyed && outgoing.write(spaces));
      };
      outgoing.on("drain", pour);
      pour();
      return undefined;
    },
  },
  "slow-drip": {
    about: "done, one byte of the body now and then, never the last one",
    acts: true,
    run: async ({ act, outgoing, options }) => {
      const { status } = await act();
      outgoing.writeHead(status, { "content-type": "application/json" });
      outgoing.flushHeaders();
      const timer = setInterval(() => outgoing.write(" "), options.dripMs ?? DRIP_MS);
      outgoing.on("close", () => clearInterval(timer));
      return undefined;
    },
  },
} satisfies Record<string, Fault>;
