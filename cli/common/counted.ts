/** A number with its noun, such as `1 mailbox` or `3 mailboxes`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
