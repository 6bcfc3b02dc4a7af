import { existsSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { compilerHost } from '../compiler-host.js';

const FORMAT: ts.FormatDiagnosticsHost = {
  getCurrentDirectory: ts.sys.getCurrentDirectory,
  getCanonicalFileName: (name) => name,
  getNewLine: () => '\n',
};

/** Compiles the service, where it has a tsconfig. Throws with the compiler's words if it doesn't compile. */
export function buildService(directory: string): void {
  const config = path.join(directory, 'tsconfig.json');
  if (!existsSync(config)) return;
  const { options, fileNames, errors } = ts.parseJsonConfigFileContent(ts.readConfigFile(config, ts.sys.readFile).config, ts.sys, directory);
  const program = ts.createProgram(fileNames, options, compilerHost(options));
  const diagnostics = [...errors, ...ts.getPreEmitDiagnostics(program), ...program.emit().diagnostics];
  if (diagnostics.length > 0) throw new Error(`${directory} does not compile:\n${ts.formatDiagnostics(diagnostics, FORMAT)}`);
}
