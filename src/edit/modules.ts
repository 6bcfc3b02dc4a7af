import { dirname, relative, sep } from 'node:path';
import type { Node, Program } from 'oxc-parser';
import type { Source } from './source.js';
import type { Style } from './style.js';
import { visit } from './visit.js';

/** Whether a file is an ES module or CommonJS, by its own syntax, then its extension; null where neither tells. */
export function moduleKindOf({ path, program }: Source): Style['modules'] | null {
  if (program.body.some(isModuleSyntax)) return 'esm';
  if (/\.[cm][jt]s$/.test(path)) return /\.c[jt]s$/.test(path) ? 'cjs' : 'esm';
  let isCommonJs = false;
  visit(program, {
    CallExpression(node) {
      if (requiredModule(node) !== null) isCommonJs = true;
    },
    AssignmentExpression(node) {
      if (node.left.type === 'MemberExpression' && isExportsObject(node.left.object)) isCommonJs = true;
    },
  });
  if (isCommonJs) return 'cjs';
  return /\.tsx?$/.test(path) ? 'esm' : null;
}

/** The module that `require('…')` asks for; null for any other expression. */
export function requiredModule(node: Node | null): string | null {
  if (node?.type !== 'CallExpression' || node.callee.type !== 'Identifier' || node.callee.name !== 'require')
    return null;
  const argument = node.arguments[0];
  return argument?.type === 'Literal' && typeof argument.value === 'string' ? argument.value : null;
}

/** The relative paths that a file imports, exports from or requires, without those of assets. */
export function relativeSpecifiers(program: Program): string[] {
  const found: string[] = [];
  const add = (specifier: string | null | undefined) => {
    if (specifier && /^\.\.?\//.test(specifier) && !/\.(?:json|css|scss|svg|node|graphql|html|wasm)$/.test(specifier)) {
      found.push(specifier);
    }
  };
  visit(program, {
    ImportDeclaration: (node) => add(node.source.value),
    ExportNamedDeclaration: (node) => add(node.source?.value),
    ExportAllDeclaration: (node) => add(node.source.value),
    CallExpression: (node) => add(requiredModule(node)),
  });
  return found;
}

/** The specifier by which the file at `from` imports the file at `to`, for example `../lib/policies.js`. */
export function relativeSpecifier(from: string, to: string, importExtensions: Style['importExtensions']): string {
  const path = relative(dirname(from), to).split(sep).join('/');
  return withExtension(path.startsWith('.') ? path : `./${path}`, importExtensions);
}

function withExtension(path: string, importExtensions: Style['importExtensions']): string {
  switch (importExtensions) {
    case 'none':
      return path.replace(/\.[jt]sx?$/, '').replace(/\.[cm]ts$/, (extension) => extension.replace('t', 'j'));
    case 'output':
      return path.replace(/\.([cm]?)tsx?$/, '.$1js');
    case 'source':
      return path;
  }
}

function isModuleSyntax(node: Node): boolean {
  return (
    node.type === 'ImportDeclaration' ||
    node.type === 'ExportNamedDeclaration' ||
    node.type === 'ExportDefaultDeclaration' ||
    node.type === 'ExportAllDeclaration'
  );
}

function isExportsObject(node: Node): boolean {
  if (node.type === 'Identifier') return node.name === 'exports' || node.name === 'module';
  return (
    node.type === 'MemberExpression' &&
    node.object.type === 'Identifier' &&
    node.object.name === 'module' &&
    node.property.type === 'Identifier' &&
    node.property.name === 'exports'
  );
}
