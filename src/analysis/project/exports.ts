import { forEachChild, type IdentifierNode, type Node } from './ast.js';

/** What a module gives to its importers, before anything is evaluated. */
export interface Exports {
  /** Exported name to the local name, the exported expression or the name in another module. */
  named: Map<string, { local: string } | { node: Node } | { source: string; name: string }>;
  /** Sources of `export * from`. */
  stars: string[];
  /** Values assigned to `module.exports`, or `export =`. */
  whole: Node[];
}

/** Adds what an export declaration gives. */
export function collectExport(node: Node, exports: Exports): void {
  if (node.type === 'ExportAllDeclaration') {
    const name = node.exported && exportedName(node.exported);
    if (name) exports.named.set(name, { source: node.source.value, name: '*' });
    else exports.stars.push(node.source.value);
  } else if (node.type === 'ExportDefaultDeclaration') {
    exports.named.set('default', { node: node.declaration as Node });
  } else if (node.type === 'TSExportAssignment') {
    exports.whole.push(node.expression);
  } else if (node.type === 'ExportNamedDeclaration') {
    if (node.declaration) for (const name of declaredNames(node.declaration)) exports.named.set(name, { local: name });
    for (const specifier of node.specifiers) {
      const local = exportedName(specifier.local);
      const exported = exportedName(specifier.exported);
      if (!local || !exported) continue;
      exports.named.set(exported, node.source ? { source: node.source.value, name: local } : { local });
    }
  }
}

function declaredNames(declaration: Node): string[] {
  if (declaration.type === 'VariableDeclaration') {
    const names: string[] = [];
    for (const declarator of declaration.declarations) {
      forEachTarget(declarator.id, (identifier) => names.push(identifier.name));
    }
    return names;
  }
  const id = (declaration as { id?: Node | null }).id;
  return id?.type === 'Identifier' ? [id.name] : [];
}

/** The name that an import or export specifier writes, as an identifier or a string. */
export function exportedName(node: Node): string | null {
  return node.type === 'Identifier' ? node.name : node.type === 'Literal' ? String(node.value) : null;
}

/** The identifiers that a pattern declares or assigns. */
export function forEachTarget(pattern: Node, visit: (identifier: IdentifierNode) => void): void {
  if (pattern.type === 'Identifier') visit(pattern);
  else if (pattern.type === 'Property') forEachTarget(pattern.value, visit);
  else if (pattern.type === 'AssignmentPattern') forEachTarget(pattern.left, visit);
  else if (pattern.type !== 'MemberExpression') forEachChild(pattern, (child) => forEachTarget(child, visit));
}
