import { join } from 'node:path';
import ts from 'typescript';

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts', 'lib.esnext.disposable.d.ts'],
  esModuleInterop: true,
  skipLibCheck: true,
  strict: true,
  noEmit: true,
  types: ['node'],
};

/** Files that several programs read are parsed once. */
const files = new Map<string, ts.SourceFile | undefined>();

/** What the declarations of a module say: its exports as values and as types. */
export interface Declarations {
  checker: ts.TypeChecker;
  /** The value of an export; null where there is none. */
  value(name: string): ts.Type | null;
  /** The instances of a class, or what a type's name stands for. */
  declared(name: string): ts.Type | null;
  /** Whether the compiler found no declarations at all. */
  isUntyped: boolean;
}

/** Reads the declarations of a module as a file in the folder sees them; `global` stands for what needs no import. */
export function readDeclarations(folder: string, module: string, names: readonly string[]): Declarations {
  const path = join(folder, `__${module.replace(/\W/g, '_')}.ts`);
  const isGlobal = module === 'global';
  const lines = isGlobal
    ? names.flatMap((name) => [`export const v_${name} = ${name};`, `export type t_${name} = ${name};`])
    : [`import fallback, * as all from '${module}';`, 'export const v = all, d = fallback;'];
  const root = ts.createSourceFile(path, lines.join('\n'), OPTIONS.target!, true);
  const host = ts.createCompilerHost(OPTIONS, true);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (name, ...rest) => {
    if (name === path) return root;
    if (!files.has(name)) files.set(name, read(name, ...rest));
    return files.get(name);
  };
  host.fileExists = ((exists) => (name: string) => name === path || exists(name))(host.fileExists.bind(host));
  host.getCurrentDirectory = () => folder;
  const program = ts.createProgram([path], OPTIONS, host);
  const checker = program.getTypeChecker();
  return isGlobal ? globals(checker, root) : exportsOf(checker, root);
}

function globals(checker: ts.TypeChecker, root: ts.SourceFile): Declarations {
  const symbols = new Map(checker.getExportsOfModule(checker.getSymbolAtLocation(root)!).map((symbol) => [symbol.name, symbol]));
  const known = (type: ts.Type | null) => (type && !isError(checker, type) ? type : null);
  return {
    checker,
    isUntyped: false,
    value: (name) => known(symbols.has(`v_${name}`) ? checker.getTypeOfSymbolAtLocation(symbols.get(`v_${name}`)!, root) : null),
    declared: (name) => known(symbols.has(`t_${name}`) ? checker.getDeclaredTypeOfSymbol(symbols.get(`t_${name}`)!) : null),
  };
}

/** The type of what could not be resolved. */
function isError(checker: ts.TypeChecker, type: ts.Type): boolean {
  return (type.flags & ts.TypeFlags.Any) !== 0 && (type as { intrinsicName?: string }).intrinsicName === 'error' && checker.typeToString(type) === 'any';
}

function exportsOf(checker: ts.TypeChecker, root: ts.SourceFile): Declarations {
  const declaration = root.statements.find(ts.isImportDeclaration)!;
  const module = checker.getSymbolAtLocation(declaration.moduleSpecifier);
  if (!module) return { checker, isUntyped: true, value: () => null, declared: () => null };
  const fallbackNode = declaration.importClause!.name!;
  const alias = checker.getSymbolAtLocation(fallbackNode)!;
  const fallback = resolved(checker, alias);
  const isKnown = !checker.isUnknownSymbol(fallback);
  const table = new Map<string, ts.Symbol>();
  if (isKnown) for (const symbol of inside(checker, fallback)) table.set(symbol.name, symbol);
  for (const symbol of checker.getExportsOfModule(module)) table.set(symbol.name, resolved(checker, symbol));
  if (isKnown) table.set('default', fallback);
  return {
    checker,
    isUntyped: table.size === 0,
    value(name) {
      const symbol = table.get(name);
      if (!symbol) return null;
      return symbol.flags & ts.SymbolFlags.Value ? checker.getTypeOfSymbolAtLocation(symbol, root) : null;
    },
    declared(name) {
      const symbol = table.get(name);
      return symbol && symbol.flags & ts.SymbolFlags.Type ? checker.getDeclaredTypeOfSymbol(symbol) : null;
    },
  };
}

/** What a default export carries in its namespace: `import pg from 'pg'` has `pg.Pool`. */
function inside(checker: ts.TypeChecker, symbol: ts.Symbol): ts.Symbol[] {
  if (!(symbol.flags & (ts.SymbolFlags.NamespaceModule | ts.SymbolFlags.ValueModule))) return [];
  return checker.getExportsOfModule(symbol).map((item) => resolved(checker, item));
}

function resolved(checker: ts.TypeChecker, symbol: ts.Symbol): ts.Symbol {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}
