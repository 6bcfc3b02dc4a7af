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

/** `modules`: the package, and other names under which the same model is imported; what one hasn't got the next one may have. */
export type Reader = (folder: string, modules: readonly [string, ...string[]], names: readonly string[]) => Declarations;

/** A reader that parses what several modules of one folder need once, and the compiler's own files once at all. What else another folder needed is forgotten: all of it is too much. */
export function createReader(): Reader {
  let last = '';
  let files = new Map<string, ts.SourceFile | undefined>();
  return (folder, modules, names) => {
    if (folder !== last) files = new Map([...files].filter(([name]) => /\/typescript\/lib\/lib\.[^/]*$/.test(name)));
    last = folder;
    return readDeclarations(folder, modules, names, files);
  };
}

/** Reads the declarations of a module as a file in the folder sees them; `global` stands for what needs no import. */
function readDeclarations(folder: string, modules: readonly [string, ...string[]], names: readonly string[], files: Map<string, ts.SourceFile | undefined>): Declarations {
  const [module] = modules;
  const path = join(folder, `__${module.replace(/\W/g, '_')}.ts`);
  const isGlobal = module === 'global';
  const lines = isGlobal
    ? names.flatMap((name) => [`export const v_${name} = ${name};`, `export type t_${name} = ${name};`])
    : modules.map((name, index) => `import fallback${index}, * as all${index} from '${name}'; export const v${index} = all${index}, d${index} = fallback${index};`);
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
  // What the runtime itself declares is not hidden by what a browser declares under the same name.
  const isRuntime = isGlobal || module.startsWith('node:');
  const program = ts.createProgram([path], isRuntime ? { ...OPTIONS, lib: ['lib.es2023.d.ts', 'lib.esnext.disposable.d.ts'] } : OPTIONS, host);
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
  const table = new Map<string, ts.Symbol>();
  const add = (name: string, symbol: ts.Symbol) => void (table.has(name) || table.set(name, symbol));
  let main: ts.Symbol | null = null;
  for (const [index, declaration] of root.statements.filter(ts.isImportDeclaration).entries()) {
    const module = checker.getSymbolAtLocation(declaration.moduleSpecifier);
    if (!module && index === 0) return { checker, isUntyped: true, value: () => null, declared: () => null };
    if (!module) continue;
    const fallback = resolved(checker, checker.getSymbolAtLocation(declaration.importClause!.name!)!);
    const isKnown = !checker.isUnknownSymbol(fallback);
    if (isKnown && index === 0) main = fallback;
    const own = checker.getExportsOfModule(module);
    for (const symbol of own) if (symbol.name !== 'default') add(symbol.name, resolved(checker, symbol));
    if (isKnown) add('default', fallback);
    if (isKnown) for (const symbol of inside(checker, fallback)) add(symbol.name, symbol);
  }
  const valueOf = (symbol: ts.Symbol | undefined) =>
    symbol && symbol.flags & ts.SymbolFlags.Value ? checker.getTypeOfSymbolAtLocation(symbol, root) : null;
  /** A name inside a namespace is written with a dot. */
  const find = (name: string) => {
    const [first, ...rest] = name.split('.');
    return rest.reduce<ts.Symbol | undefined>(
      (symbol, step) => (symbol ? inside(checker, symbol).find((item) => item.name === step) : undefined),
      table.get(first!),
    );
  };
  return {
    checker,
    isUntyped: table.size === 0,
    value(name) {
      const symbol = find(name);
      if (symbol) return valueOf(symbol);
      // What is exported is an object: its properties are what an import can name.
      const object = main ? valueOf(main) : null;
      const property = object && checker.getPropertyOfType(object, name);
      return property ? checker.getTypeOfSymbolAtLocation(property, root) : null;
    },
    declared(name) {
      const symbol = find(name);
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
