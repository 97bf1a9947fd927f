import type { handleServerStreamingCall, handleUnaryCall } from "@grpc/grpc-js";
import { refusalOf } from "./refusal";

/**
 * The engine's calls, and which of them are under way: gRPC's own shutdown can wait without end for a connection that the
 * engine has just closed.
 */
export class Calls {
  private readonly underWay = new Set<Promise<void>>();

  /** Waits until no call is under way. */
  async ended(): Promise<void> {
    while (this.underWay.size > 0) {
      await Promise.all(this.underWay);
    }
  }

  /** A method that answers once. What it throws, the engine shows on one line. */
  unary<Request, Response>(
    answer: (request: Request) => Response | Promise<Response>,
  ): handleUnaryCall<Request, Response> {
    return ({ request }, done) =>
      this.add(async () => {
        try {
          done(null, await answer(request));
        } catch (error) {
          done(refusalOf(error));
        }
      });
  }

  /** A method that answers many times, as long as the engine listens. */
  streaming<Request, Response>(
    answers: (request: Request) => AsyncIterable<Response>,
  ): handleServerStreamingCall<Request, Response> {
    return (call) =>
      this.add(async () => {
        try {
          for await (const response of answers(call.request)) {
            if (call.cancelled) {
              return;
            }
            call.write(response);
          }
          call.end();
        } catch (error) {
          call.emit("error", refusalOf(error));
        }
      });
  }

  private add(answer: () => Promise<void>): void {
    const call = answer().finally(() => this.underWay.delete(call));
    this.underWay.add(call);
  }
}
