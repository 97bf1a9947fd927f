/** Which resource or function of the package a name of the protocol stands for. */
import { z } from "zod";
import { Yandex360Error } from "../../api/errors";
import { type FunctionName, functionNames, type ResourceType, resourceTypes } from "../../registry";
import type { Named } from "./program";

const typeName = z.enum(resourceTypes);
const functionName = z.enum(functionNames);

/** The resource that a request is about. */
export function namedBy(request: { getUrn(): string }): Named {
  const urn = request.getUrn();
  const [, , types = "", ...name] = urn.split("::");
  return { urn, type: typeIn(types.slice(types.lastIndexOf("$") + 1)), name: name.join("::") };
}

/** The type of a token such as `yandex360:index:SharedMailbox`. */
export function typeIn(token: string): ResourceType {
  const { data } = typeName.safeParse(token.slice(token.lastIndexOf(":") + 1));
  if (data === undefined) {
    throw new Yandex360Error(`there is no resource type ${token}: there are ${resourceTypes.join(", ")}`);
  }
  return data;
}

/** The function of a token such as `yandex360:index:getEmployee`. */
export function functionIn(token: string): FunctionName {
  const { data } = functionName.safeParse(token.slice(token.lastIndexOf(":") + 1));
  if (data === undefined) {
    throw new Yandex360Error(`there is no function ${token}: there are ${functionNames.join(", ")}`);
  }
  return data;
}
