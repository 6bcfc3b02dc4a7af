import type { Node } from '../../src/analysis/project/ast.js';
import type { Module } from '../../src/analysis/project/module.js';
import type { Edit } from '../../src/edit/edit.js';
import type { Style } from '../../src/edit/style.js';

/** What the shutdown module exports for the files that use it. */
export type Helper = 'drainJob' | 'drainServer' | 'logConnectionError' | 'onShutdown';

/** A change of one file, to be written once it is known what the helpers are called there. */
export interface Action {
  /** What it is about: two applications of a package may share it. */
  at: Node;
  module: Module;
  helpers: Helper[];
  edits(names: Record<Helper, string>, style: Style): Edit[];
}

/** Why something is left as it is. */
export interface Refusal {
  reason: string;
}
