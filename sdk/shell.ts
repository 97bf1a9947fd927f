import type * as pulumi from "@pulumi/pulumi";
import type { ResourceType } from "../provider";

/**
 * What Pulumi writes into the state of every resource: a reference to a module of sdk/shell where the package is
 * installed, the text of this one method where it is linked. So it never changes between releases, and old state
 * always runs the installed version: the host calls `configure` before anything else, and that puts the package's
 * provider in place of the shell.
 */
export function shell(type: ResourceType): pulumi.dynamic.ResourceProvider {
  const untilConfigured: Pick<pulumi.dynamic.ResourceProvider, "configure"> = {
    configure(request) {
      return require("pulumi-yandex360/provider").configure(this, type, request);
    },
  };
  return untilConfigured as pulumi.dynamic.ResourceProvider;
}
