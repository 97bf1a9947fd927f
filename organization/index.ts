/** One format for a whole organization: `organization.<stack>.yaml`. Pure: no network, no Pulumi, no file is read. */
export { announcements } from "./announcements";
export { type Checked, type CheckOptions, check } from "./check";
export type { Day, Phase } from "./days";
export { type Department, type Directory, type Employee, type Group, nameOf } from "./directory";
export { domainsOfLive, type FromLive, fromLive, type Live, type LiveMailbox } from "./fromLive";
export { jsonSchema } from "./jsonSchema";
export { keysFor, type Slug } from "./keys";
export { limitsOf } from "./limits";
export type { Grant, ResolvedMailbox } from "./mailboxes";
export {
  addressOf,
  type Kind,
  type Renamed,
  type ResourceNames,
  renamedWithoutWas,
  resourceNames,
} from "./names";
export { refuseOther } from "./ownFile";
export { type Parsed, parse, parseData } from "./parse";
export { inOrder, lineOf, type Path, type Place, type Problem } from "./problems";
export { groupsIn, type Resolved, type ResolveOptions, resolve } from "./resolve";
export { type Draft, SHAPES, type Spec } from "./schema";
export { DEFAULTS, type Settings, settingsOf } from "./settings";
export { update } from "./update";
export { type Updated, updateFromLive } from "./updateFromLive";
export type { Vocabulary } from "./vocabulary";
export { SCHEMA_PLACE, write } from "./write";
