/** What the files of an export are made from, whatever their form. */
import slugify from "@sindresorhus/slugify";
import type { Survey } from "../../provider/engine/survey";

/** A living organization, and what its files are called. */
export interface Exported {
  survey: Survey;
  /** What the stack is called, and its file. */
  name: string;
  /** The addresses of the service, where they are not the usual ones, by the full keys of the settings. */
  addresses: Readonly<Record<string, string>>;
  /** The version of this package. */
  version: string;
}

/** Texts by the name of the file. */
export type Files = Record<string, string>;

/** A text in Latin letters, digits, `-` and `_`; empty where it has no others that are known. */
export function slug(text: string): string {
  return slugify(text, { decamelize: false, preserveCharacters: ["_"] });
}

/** A name for the stack of an organization. */
export function nameFor(orgId: string, orgName: string | undefined, mainDomain: string | undefined): string {
  const domain = mainDomain?.split(".")[0];
  return slug(orgName ?? "") || slug(domain ?? "") || `organization-${orgId}`;
}
