import type * as grpc from "@grpc/grpc-js";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";

/** Properties as they go over the wire. */
export type Raw = Record<string, unknown>;

/** The host refused an operation. */
export class OperationError extends Error {
  constructor(
    message: string,
    /** What goes into state all the same: a resource that exists and is not finished. */
    readonly partial?: { id: string; properties: Raw; reasons: string[] },
  ) {
    super(message);
  }
}

/** As the engine reads it: a half-made resource travels in the details of the status. */
export function operationErrorOf(
  error: grpc.ServiceError,
  plain: (properties: Struct | undefined) => Raw,
): OperationError {
  const [details] = error.metadata?.get("grpc-status-details-bin") ?? [];
  if (!(details instanceof Uint8Array)) {
    return new OperationError(error.details);
  }
  const [any] = Status.deserializeBinary(details).getDetailsList();
  const failed = ErrorResourceInitFailed.deserializeBinary(any?.getValue_asU8() ?? new Uint8Array());
  return new OperationError(error.details, {
    id: failed.getId(),
    properties: plain(failed.getProperties()),
    reasons: failed.getReasonsList(),
  });
}
