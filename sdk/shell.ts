import type * as pulumi from "@pulumi/pulumi";
import type { ResourceType } from "./properties";

/**
 * What the provider's text in state leads to. The host calls `configure` before anything else, and that puts the package's
 * provider in place of the shell, so old state always runs the installed version. State of 0.1.0 from a linked package holds
 * the text of this method itself.
 */
export function shell(type: ResourceType): pulumi.dynamic.ResourceProvider {
  const untilConfigured: Pick<pulumi.dynamic.ResourceProvider, "configure"> = {
    configure(request) {
      return require("pulumi-yandex360/provider").configure(this, type, request);
    },
  };
  return untilConfigured as pulumi.dynamic.ResourceProvider;
}
