/** One target, and what was measured. */
export interface Row {
  section: Section;
  what: string;
  figure: number;
  /** The largest figure that is fine; null where it is only reported. */
  target: number | null;
  unit: '×' | 'ms' | '/s' | '%' | '';
  /** What the figure is made of. */
  detail: string;
  /** Of how many runs it is the median. */
  runs?: number;
}

/** The parts of a run, which can be asked for alone, in the order in which they are shown. */
export const SECTIONS = {
  lint: 'Linting a back end',
  peers: 'Other plugins',
  oxlint: 'Oxlint',
  start: 'Start',
  commit: 'One changed file',
  editor: 'In an editor',
  scale: 'Scale',
  workers: 'Two workers',
  codemods: 'Codemods',
  rules: "Each rule's share",
} as const;

export type Section = keyof typeof SECTIONS;
