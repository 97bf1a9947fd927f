/** Properties as they go over Pulumi's protocol. */
import { CheckFailure } from "@pulumi/pulumi/proto/provider_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

/** How the protocol marks a value as secret. Source: https://github.com/pulumi/pulumi/blob/master/sdk/nodejs/runtime/rpc.ts. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** Properties by name. */
export type Properties = Record<string, unknown>;

/** What the engine has sent; nothing where it has sent none. */
export function propertiesIn(struct: Struct | undefined): Properties {
  return { ...struct?.toJavaScript() };
}

/** What the engine is sent; properties without a value are left out. */
export function structOf(properties: object): Struct {
  return Struct.fromJavaScript(
    Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined)),
  );
}

/** A value that the engine encrypts in state and hides in what it prints. */
export function secret(value: unknown): object {
  return { [SIGNATURE]: SECRET, value };
}

/** What is wrong with an input. */
export function failureOf({ property, reason }: { property: string; reason: string }): CheckFailure {
  const failure = new CheckFailure();
  failure.setProperty(property);
  failure.setReason(reason);
  return failure;
}

/** A provider's configuration by name, from the keys of the protocol, such as `yandex360:config:orgId`. */
export function configIn(variables: { toArray(): [key: string, value: string][] }): Properties {
  return Object.fromEntries(variables.toArray().map(([key, value]) => [key.slice(key.lastIndexOf(":") + 1), value]));
}
