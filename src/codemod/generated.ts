import { existsSync } from 'node:fs';
import type { Module } from '../analysis/project/module.js';
import { parseModule } from '../analysis/project/module.js';
import { applyEdits } from '../edit/apply.js';
import type { Edit } from '../edit/edit.js';
import { restyle } from '../edit/restyle.js';
import { stripTypes } from '../edit/strip-types.js';
import type { Style } from '../edit/style.js';
import type { PlanFile, PlanInput } from './codemod.js';
import type { LoggerImport } from './logger.js';
import { placeOfModule, type ModulePlace } from './place.js';
import { UserError } from './user-error.js';

/** A module that a codemod writes into a package, or has written there in an earlier run. */
export interface GeneratedModule extends ModulePlace {
  /** The module as it is; null where there is none. */
  file: PlanFile | null;
}

/**
 * Where the module of a codemod is or goes: what the flag says, else `lib/resilience/<name>` in the source folder.
 *
 * @param marker a function that such a module declares, by which it is known again.
 * @throws {UserError} where there is a file at its path that is no such module.
 */
export async function findGenerated(input: PlanInput, files: readonly PlanFile[], name: string, marker: string, flag = 'module'): Promise<GeneratedModule> {
  const place = placeOfModule(input, files, name, flag);
  if (!existsSync(place.path)) return { ...place, file: null };
  const file = await input.open(place.path);
  if (!file || !new RegExp(`\\bfunction ${marker}\\b`).test(file.text)) {
    throw new UserError(`${place.path} is no module of this codemod. Choose another place with --${flagText(flag)} <path>.`);
  }
  return { ...place, file };
}

/**
 * The text of a generated module in the language, module system and style of its package.
 *
 * @param text TypeScript, as an ES module, in the style that `restyle` takes. Exports are declarations.
 */
export function printGenerated({ path, language, modules }: ModulePlace, text: string, style: Style): string {
  const isTyped = language === 'ts';
  const untyped = isTyped ? text : applyEdits(text, stripTypes(parse(`${path}.ts`, text))).trimStart();
  const own = isTyped || modules === 'esm' ? untyped : toCommonJs(path, untyped);
  return restyle(parse(path, own), style);
}

/** A flag as it is written: `cancel-module`. */
function flagText(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** The import of a logger, as a line of a generated module; nothing where there is none. */
export function importLogger(logger: LoggerImport | null): string {
  if (!logger) return '';
  return `import ${logger.whole ? logger.name : `{ ${logger.name} }`} from '${logger.from}';\n`;
}

function parse(path: string, text: string): Module {
  const parsed = parseModule(path, text);
  if ('reason' in parsed) throw new Error(`${parsed.reason}\n${text}`);
  return parsed.module;
}

/** Imports to requires; declarations that are exported to names that are exported at the end. */
function toCommonJs(path: string, text: string): string {
  const { program } = parse(path.replace(/\.c?js$/, '.mjs'), text);
  const edits: Edit[] = [];
  const names: string[] = [];
  for (const statement of program.body) {
    if (statement.type === 'ImportDeclaration') {
      const bound = text.slice(statement.start, statement.source.start).replace(/^import\s+|\s+from\s+$/g, '');
      const pattern = bound.replace(/\* as /, '').replace(/ as /g, ': ');
      edits.push({ start: statement.start, end: statement.end, text: `const ${pattern} = require(${statement.source.raw});` });
    }
    if (statement.type !== 'ExportNamedDeclaration' || !statement.declaration) continue;
    edits.push({ start: statement.start, end: statement.declaration.start, text: '' });
    const { declaration } = statement;
    if (declaration.type === 'FunctionDeclaration' || declaration.type === 'ClassDeclaration') names.push(declaration.id!.name);
    if (declaration.type === 'VariableDeclaration') {
      names.push(...declaration.declarations.flatMap(({ id }) => (id.type === 'Identifier' ? id.name : [])));
    }
  }
  const exported = names.length > 2 ? `{\n${names.map((name) => `  ${name},\n`).join('')}}` : `{ ${names.join(', ')} }`;
  return `'use strict';\n\n${applyEdits(text, edits).trimEnd()}\n\nmodule.exports = ${exported};\n`;
}
