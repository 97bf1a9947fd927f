/** What an organization file is told from outside: the format knows no role by itself. */

/** The roles of the service, and how names are compared. */
export interface Vocabulary {
  /** The API's name of each role by its short name, in the order in which they are listed. */
  roles: Readonly<Record<string, string>>;
  /** Whether a name that is none of these may be a role all the same, which only the service knows. */
  mayBeUnknownRole(name: string): boolean;
  /** Whether two lists of the API's names give the same rights. */
  sameRoles(a: readonly string[], b: readonly string[]): boolean;
  /** The names in `known` that `text` was probably meant to be, the nearest first, at most `most`. */
  nearest(text: string, known: readonly string[], most: number): string[];
  /** What may be a mistake about somebody who has these roles, by the API's names. */
  doubtsAbout(roles: readonly string[]): string[];
}

/** The API's name of a role that a file names, or undefined. What only the service may know is passed on. */
export function roleNamed(vocabulary: Vocabulary, name: string): string | undefined {
  return knownRole(vocabulary, name) ?? (vocabulary.mayBeUnknownRole(name) ? name : undefined);
}

/** The API's name of a role that is known here, or undefined. */
export function knownRole({ roles }: Vocabulary, name: string): string | undefined {
  return Object.hasOwn(roles, name) ? roles[name] : Object.values(roles).find((role) => role === name);
}

/** Roles as files name them, in one order: the known ones by their short names, then the others. */
export function namesOfRoles({ roles }: Vocabulary, given: readonly string[]): string[] {
  const known = Object.entries(roles).flatMap(([short, role]) => (given.includes(role) ? [short] : []));
  const all = Object.values(roles);
  return [...known, ...[...new Set(given)].filter((role) => !all.includes(role)).sort()];
}

/** "; did you mean …?", or nothing where no known name is near. */
export function meant({ nearest }: Vocabulary, text: string, known: readonly string[]): string {
  return question(nearest(text, known, 3));
}

/** "; did you mean …?" with these names, or nothing where there are none. */
export function question(names: readonly string[]): string {
  return names.length === 0 ? "" : `; did you mean ${names.join(" or ")}?`;
}
