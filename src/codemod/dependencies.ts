import { join } from 'node:path';
import { findNodeAtLocation, parseTree, type Node } from 'jsonc-parser';
import { detect, resolveCommand } from 'package-manager-detector';
import { intersects, validRange } from 'semver';
import { applyEdits } from '../edit/apply.js';
import { appendItems, insertItemBefore, removeItem, type List } from '../edit/list.js';
import type { Edit } from '../edit/edit.js';
import { createConfigFiles } from '../analysis/project/config-files.js';
import { createManifests } from '../analysis/project/manifest.js';
import { createWorkspaces } from '../analysis/project/workspaces.js';
import type { OwningPackage } from './packages.js';
import { withMarkOf, withoutMark } from './text.js';
import { UserError } from './user-error.js';

/** Sections whose packages are there at run time. */
const RUNTIME = ['dependencies', 'optionalDependencies', 'peerDependencies'];

export interface AddedDependencies {
  /** Package name -> version range, without what was there already. */
  added: Record<string, string>;
  /** The new text of the package.json; null where there is none and none is needed. */
  text: string | null;
}

/**
 * Adds run-time dependencies to a package.json, formatted as it is, in order where the others are. A development
 * dependency moves over with the range it has.
 * @throws {UserError} where there is no package.json, or where it has a range that excludes the one that is needed.
 */
export function addDependencies(owner: OwningPackage, wanted: Record<string, string>): AddedDependencies {
  const path = join(owner.dir, 'package.json');
  const added: Record<string, string> = {};
  let text = owner.text;
  const files = createConfigFiles();
  const workspaces = createWorkspaces(files, createManifests(files));
  for (const [name, range] of Object.entries(wanted)) {
    if (text === null) throw new UserError(`There is no package.json for ${name}, which the new code needs.`);
    const runtime = RUNTIME.map((section) => rangeIn(owner.json, section, name)).find((found) => found !== null) ?? null;
    const present = runtime ?? rangeIn(owner.json, 'devDependencies', name);
    const inCatalog = workspaces.catalogRange(owner.dir, /^catalog:(.*)$/.exec(present ?? '')?.[1]?.trim() || 'default', name);
    const effective = present?.startsWith('catalog:') || present === null ? inCatalog : present;
    if (effective !== null && validRange(effective) && !intersects(effective, range)) {
      const where = effective === present ? path : `The catalog of ${path}`;
      throw new UserError(`${where} has ${name} ${effective}; the new code needs ${range}.`);
    }
    if (runtime !== null) continue;
    // A workspace that keeps its versions in a catalog keeps this one there, too.
    added[name] = present ?? (inCatalog === null ? range : 'catalog:');
    text = withDependency(text, name, added[name]);
  }
  return { added, text };
}

/** The command that installs what a package.json asks for, by the package manager that the project uses. */
export async function installCommand(dir: string, root: string): Promise<{ command: string; args: string[] }> {
  const detected = await detect({ cwd: dir, stopDir: root });
  return resolveCommand(detected?.agent ?? 'npm', 'install', []) ?? { command: 'npm', args: ['install'] };
}

function withDependency(original: string, name: string, range: string): string {
  const text = withoutMark(original);
  const source = { text, comments: [] };
  const tree = parseTree(text)!;
  const edits: Edit[] = [];
  const dev = findNodeAtLocation(tree, ['devDependencies']);
  const devIndex = namesIn(dev).indexOf(name);
  if (dev && devIndex !== -1) edits.push(removeItem(listOf(dev), devIndex));

  const section = findNodeAtLocation(tree, ['dependencies']);
  const entry = `${JSON.stringify(name)}: ${JSON.stringify(range)}`;
  if (section && section.children!.length > 0) {
    const index = indexAmong(namesIn(section), name);
    edits.push(
      ...(index === null
        ? appendItems(source, listOf(section), [entry])
        : insertItemBefore(source, listOf(section), index, entry)),
    );
  } else {
    const block = printSection(text, entry);
    if (section) {
      edits.push({ start: section.offset, end: section.offset + section.length, text: block });
    } else {
      const index = namesIn(tree).indexOf('devDependencies');
      const property = `"dependencies": ${block}`;
      edits.push(
        ...(index === -1
          ? appendItems(source, listOf(tree), [property])
          : insertItemBefore(source, listOf(tree), index, property)),
      );
    }
  }
  return withMarkOf(original, applyEdits(text, edits));
}

/** A section with one entry, on lines of their own where the file has its sections on lines. */
function printSection(text: string, entry: string): string {
  const [, lineEnd, indent] = /^\s*\{[ \t]*(\r?\n)([ \t]*)/.exec(text) ?? [];
  if (lineEnd === undefined || indent === undefined) return `{ ${entry} }`;
  return `{${lineEnd}${indent}${indent}${entry}${lineEnd}${indent}}`;
}

function rangeIn(json: Record<string, unknown>, section: string, name: string): string | null {
  const range = (json[section] as Record<string, unknown> | undefined)?.[name];
  return typeof range === 'string' ? range : null;
}

function listOf(object: Node): List {
  const items = object.children!.map(({ offset, length }) => ({ start: offset, end: offset + length }));
  return { open: object.offset, close: object.offset + object.length - 1, items };
}

function namesIn(object: Node | undefined): string[] {
  return object?.children?.map((property) => String(property.children?.[0]?.value)) ?? [];
}

/** The index that a name goes before, where the names are in alphabetical order; null for the end. */
function indexAmong(names: readonly string[], name: string): number | null {
  const isSorted = names.every((other, index) => index === 0 || names[index - 1]! <= other);
  const next = names.findIndex((other) => other > name);
  return isSorted && next !== -1 ? next : null;
}
