/** How wide a text is on a terminal: what the progress bar shows is letters and blocks of one column each. */
function columns(text: string): number {
  return text.length;
}

export = columns;
