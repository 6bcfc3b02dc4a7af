import type { Project } from 'ts-morph';
import type { FileAnalysis } from '../analysis/file.js';
import type { Edit } from '../edit/edit.js';
import type { Style } from '../edit/style.js';
import type { Finding } from '../finding.js';

/** A migration that starts from the findings of a rule, or of some that belong together. It never looks for sites on its own. */
export interface Codemod {
  /** Id on the command line: its folder's name. */
  name: string;
  /** What it does, in one line for `--list`. */
  summary: string;
  /** Name of the rule whose findings it starts from, without the plugin's prefix. */
  rule: string;
  /** Options of the rule for these runs, where its defaults would find too little; they may depend on the user's. */
  ruleOptions?: object | ((options: Record<string, unknown>) => object);
  /** Further rules whose findings it gets too, each with its options for these runs. */
  also?: Record<string, object>;
  /** Values that the user may choose. */
  options: CodemodOption[];
  /** Plans the edits for all findings of one package. Writes nothing. What it throws fails this package alone. */
  plan(input: PlanInput): Promise<Plan>;
}

/** A flag with a default that has a name, so that a diff never holds a number that nobody chose. */
export interface CodemodOption {
  /** Without dashes: `timeout-ms`. The value is at `options.timeoutMs`. */
  flag: string;
  type: 'number' | 'string' | 'boolean';
  default: number | string | boolean;
  /** What the value means, with its unit. */
  description: string;
}

/** One file with findings. `analysis.module` is what the helpers of `src/edit` take. */
export interface PlanFile {
  path: string;
  /** Without byte order mark: offsets of findings and edits count from the first character behind it. */
  text: string;
  analysis: FileAnalysis;
  findings: Finding[];
}

export interface PlanInput {
  /** Folder of the package.json that owns the files. */
  packageDir: string;
  /** Its content; an empty object where there is none. */
  packageJson: Record<string, unknown>;
  /** The package's files that have findings, by path. */
  files: PlanFile[];
  /** By the flags' names in camel case, defaults filled in. */
  options: Record<string, unknown>;
  /**
   * Style of the package's files: for generated modules, and the fallback of `styleOf` for files that show no habit.
   */
  style: Style;
  /** A file that has no finding, to edit it or to ask about it; null where it can't be read or parsed. */
  open(path: string): Promise<PlanFile | null>;
  /**
   * A ts-morph project of the files with findings: syntactic, made and loaded on the first call. For navigation alone.
   */
  project(): Promise<Project>;
}

export interface Plan {
  /** Edits by absolute path, of any file that the codemod was given or opened. */
  edits: Map<string, Edit[]>;
  /** New files: absolute path -> text. One that exists with another text fails the package. */
  create: Map<string, string>;
  /** What the written code imports: package name -> version range, added to the package.json unless it's there. */
  dependencies: Record<string, string>;
  /** Findings that stay, each with the reason. Lines are 1-based. */
  declined: Declined[];
}

export interface Declined {
  path: string;
  line: number;
  reason: string;
}
