import * as pulumi from "@pulumi/pulumi";
import { type RoleName, roleOf, warningsAbout } from "../provider/service/roles";

/** Roles as a program gives them: each by a short name, such as `imapAdmin`, or by the API's. */
export type RolesInput = pulumi.Input<pulumi.Input<RoleName>[]>;

/** Warns of what may be meant as it is written and may be a mistake: it is passed on, since the service has the last word. */
export function warnAboutRoles(roles: RolesInput, resource: pulumi.Resource): void {
  pulumi.output(roles).apply((known: unknown) => {
    const names = Array.isArray(known) ? known.filter((role) => typeof role === "string").map(roleOf) : [];
    for (const warning of warningsAbout(names)) {
      // A warning that cannot be shown must not end the program.
      pulumi.log.warn(warning, resource).catch(() => undefined);
    }
  });
}
