import ts from 'typescript';

/** Declarations of packages, by what they are parsed with. The target is none of it: they hold no code. */
const declarations = new Map<string, ts.SourceFile | undefined>();

/** Reads from the disk; the declarations of packages, which are most of what a program has, once for all programs of this process. */
export function compilerHost(settings: ts.CompilerOptions): ts.CompilerHost {
  const host = ts.createCompilerHost(settings);
  const { module, moduleDetection, moduleResolution } = settings;
  const parsedWith = JSON.stringify({ module, moduleDetection, moduleResolution });
  return {
    ...host,
    getSourceFile(fileName, language, ...rest) {
      if (!fileName.includes('/node_modules/')) return host.getSourceFile(fileName, language, ...rest);
      const format = typeof language === 'object' ? language.impliedNodeFormat : undefined;
      const key = `${parsedWith} ${format} ${fileName}`;
      if (!declarations.has(key)) declarations.set(key, host.getSourceFile(fileName, language, ...rest));
      return declarations.get(key);
    },
  };
}
