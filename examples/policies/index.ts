import { PolicyPack } from "@pulumi/policy";
import { accessHasAnEnd, ownersPerMailbox, sharedMailboxIsProtected, teamIsNotOwner } from "./policies";

new PolicyPack("yandex360", {
  enforcementLevel: "mandatory",
  policies: [accessHasAnEnd, ownersPerMailbox, sharedMailboxIsProtected, teamIsNotOwner],
});
