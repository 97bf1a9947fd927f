/** Pulumi's resource options, and what is said of those without an effect. Loaded by programs, so it imports nothing. */

/** Pulumi's resource options. Among the properties they have no effect: they are the constructor's third argument. */
export const RESOURCE_OPTIONS: readonly string[] = [
  "additionalSecretOutputs",
  "aliases",
  "customTimeouts",
  "deleteBeforeReplace",
  "deletedWith",
  "dependsOn",
  "hideDiffs",
  "hooks",
  "ignoreChanges",
  "import",
  "parent",
  "protect",
  "provider",
  "providers",
  "replaceOnChanges",
  "replaceWith",
  "retainOnDelete",
  "transformations",
  "transforms",
];

/**
 * The warning of the resource option `customTimeouts`.
 *
 * @param resource - what messages call it, such as `SharedMailbox "support"`.
 */
export function customTimeoutsAdvice(resource: string): string {
  const instead = resource.startsWith("MailboxAccess")
    ? "set the property `taskTimeout`, in seconds"
    : "set `yandex360:requestTimeout` in the stack's config, in seconds";
  return `${resource}: the resource option \`customTimeouts\` has no effect here; ${instead}`;
}
