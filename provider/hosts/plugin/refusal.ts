/** What the engine is told of an operation that failed. */
import { Metadata, type StatusObject, status } from "@grpc/grpc-js";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import { explain } from "../../engine/advice";
import { PartiallyCreated } from "../../resources/partial";
import { structOf } from "./wire";

/** A resource that exists and is not finished travels in the details, so that the engine keeps it in state. */
export function refusalOf(error: unknown): Partial<StatusObject> {
  const message = explain(error);
  if (!(error instanceof PartiallyCreated)) {
    return { code: status.UNKNOWN, details: message };
  }
  const failed = new ErrorResourceInitFailed();
  failed.setId(error.id);
  failed.setProperties(structOf(error.properties));
  failed.setReasonsList(error.reasons);
  const detail = new Any();
  detail.pack(failed.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const whole = new Status();
  whole.setCode(status.UNKNOWN);
  whole.setMessage(message);
  whole.addDetails(detail);
  const metadata = new Metadata();
  metadata.set("grpc-status-details-bin", Buffer.from(whole.serializeBinary()));
  return { code: status.UNKNOWN, details: message, metadata };
}
