/** A Markdown table. Cells are Markdown; see {@link escapeCell}. */
export function table(head: string[], rows: string[][]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** A text for a table's cell. */
export function escapeCell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

/**
 * Replaces what stands between two markers. Where they are missing they are put below the heading.
 *
 * @throws {Error} where there is neither.
 */
export function replaceRegion(page: string, begin: string, end: string, content: string, heading: string): string {
  const region = `${begin}\n\n${content}\n\n${end}`;
  const from = page.indexOf(begin);
  const to = page.indexOf(end, from);
  if (from !== -1 && to !== -1) return page.slice(0, from) + region + page.slice(to + end.length);
  const lines = page.split('\n');
  const line = lines.indexOf(heading);
  if (line === -1) throw new Error(`There is no "${heading}" to put the generated part below.`);
  lines.splice(line + 1, 0, '', region);
  return lines.join('\n');
}
