import { MODELS } from '../../src/models/index.js';

const PACKAGES = new Set(MODELS.flatMap((model) => [model.package, ...(model.aliases ?? [])]));
const GLOBALS = Object.keys(MODELS.find(({ package: name }) => name === 'global')?.exports ?? {});

/** The modelled libraries that some texts import, and the modelled functions that need no import. */
export function librariesIn(texts: readonly string[]): Set<string> {
  const found = new Set<string>();
  for (const text of texts) {
    for (const [, name] of text.matchAll(/(?:from|require\(|import\()\s*['"]([^'"]+)['"]/g)) if (PACKAGES.has(name!)) found.add(name!);
    for (const name of GLOBALS) if (new RegExp(`\\b${name}\\(`).test(text)) found.add(name);
  }
  return found;
}

/** One fence of a rule page: a small project in which every file is linted. */
export interface Example {
  kind: 'incorrect' | 'correct';
  /** Line of the fence in the page, 1-based. */
  line: number;
  files: Record<string, string>;
  options?: object;
}

const EXTENSIONS: Record<string, string> = { ts: 'ts', tsx: 'tsx', js: 'js', jsx: 'jsx', mjs: 'mjs', cjs: 'cjs' };

/** The fenced examples below `### Incorrect` and `### Correct`. Fences in other languages are prose. */
export function examplesOf(page: string, rule: string): Example[] {
  const examples: Example[] = [];
  const lines = page.split('\n');
  let kind: Example['kind'] | null = null;
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index]!;
    const heading = /^#{1,6} (.*)/.exec(line)?.[1];
    if (heading !== undefined) kind = kindOf(heading, kind, line);
    const fence = /^(`{3,})(\w*)/.exec(line);
    if (!fence) continue;
    const end = lines.indexOf(fence[1]!, index + 1);
    if (end === -1) throw new Error(`The fence of line ${index + 1} has no end.`);
    const extension = EXTENSIONS[fence[2]!];
    if (kind && extension) examples.push(exampleOf(kind, index + 1, lines.slice(index + 1, end), extension, rule));
    index = end;
  }
  return examples;
}

/** A heading below `### Incorrect` (`#### Through a helper`) stays inside of it. */
function kindOf(heading: string, current: Example['kind'] | null, line: string): Example['kind'] | null {
  if (heading.startsWith('Incorrect')) return 'incorrect';
  if (heading.startsWith('Correct')) return 'correct';
  return line.startsWith('####') ? current : null;
}

function exampleOf(kind: Example['kind'], line: number, code: string[], extension: string, rule: string): Example {
  const files: Record<string, string[]> = {};
  let name = `example.${extension}`;
  for (const text of code) {
    const marker = /^\/\/ file: (\S+)$/.exec(text)?.[1];
    if (marker) name = marker;
    else (files[name] ??= []).push(text);
  }
  const directive = new RegExp(`/\\* eslint resilience/${rule}: (\\[[^]*?\\]) \\*/`).exec(code.join('\n'))?.[1];
  const [, options] = directive ? (JSON.parse(directive) as [string, object?]) : [];
  return {
    kind,
    line,
    files: Object.fromEntries(Object.entries(files).map(([path, text]) => [path, `${text.join('\n')}\n`])),
    ...(options && { options }),
  };
}
