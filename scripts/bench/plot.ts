export interface Bar {
  label: string;
  figure: number;
  /** A mark that the bar should not pass. */
  target: number | null;
  /** The figure as it is shown. */
  text: string;
}

const LABELS = 260;
const WIDTH = 420;
const ROW = 26;
const TOP = 40;

/** A bar chart as SVG that can be read on a light and on a dark page. */
export function barChart(title: string, bars: readonly Bar[]): string {
  const largest = Math.max(...bars.map(({ figure, target }) => Math.max(figure, target ?? 0)));
  const x = (figure: number) => Math.round((figure / largest) * WIDTH);
  const rows = bars.map(({ label, figure, target, text }, index) => {
    const y = TOP + index * ROW;
    const colour = target === null ? '#8b949e' : figure <= target ? '#2da44e' : '#bf8700';
    const mark = target === null ? '' : `<line x1="${LABELS + x(target)}" x2="${LABELS + x(target)}" y1="${y}" y2="${y + 18}" stroke="#cf222e" stroke-width="2"/>`;
    return `<text x="${LABELS - 8}" y="${y + 13}" text-anchor="end">${escape(label)}</text><rect x="${LABELS}" y="${y}" width="${x(figure)}" height="18" fill="${colour}"/>${mark}<text x="${LABELS + x(figure) + 6}" y="${y + 13}">${escape(text)}</text>`;
  });
  const height = TOP + bars.length * ROW + 8;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${LABELS + WIDTH + 80} ${height}" role="img" aria-label="${escape(title)}" font-family="sans-serif" font-size="12" fill="#57606a">
<text x="${LABELS}" y="20" font-size="14">${escape(title)}</text>
${rows.join('\n')}
</svg>
`;
}

function escape(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');
}
