/** What the files of an export are made from, whatever their form. */
import type { Live } from "../../organization";
import type { Survey } from "../../provider/engine/survey";

/** A living organization, and what its files are called. */
export interface Exported {
  survey: Survey;
  /** What the stack is called, and its file. */
  name: string;
  /** The addresses of the service, where they are not the usual ones, by the full keys of the settings. */
  addresses: Readonly<Record<string, string>>;
  /** What package.json asks for to have this package. */
  dependency: string;
}

/** Texts by the name of the file. */
export type Files = Record<string, string>;

/** A text in Latin letters, digits, `-` and `_`; empty where it has no others. */
export function slug(text: string): string {
  const latin = text.normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "");
  return latin.replace(/[^a-z0-9_]+/g, "-").replace(/^-+|-+$/g, "");
}

/** A name for the stack of an organization. */
export function nameFor(orgId: string, orgName: string | undefined, mainDomain: string | undefined): string {
  return slug(mainDomain?.split(".")[0] ?? "") || slug(orgName ?? "") || `organization-${orgId}`;
}

/** The survey as the format of organization files takes it. */
export function liveOf({ domains, employees, mailboxes }: Survey): Live {
  return { domains: domains.map(({ name }) => name), employees, mailboxes };
}
