import type { ResolvedCall } from '../../../src/analysis/calls.js';
import type { LibraryModel } from '../../../src/models/model.js';
import type { TempProject } from '../../support/temp-project.js';
import type { Sample } from './samples.js';

/** A line of a file, and the row that it must hit. */
export interface Line {
  text: string;
  sample?: Sample;
}

/** The manifest of a project that has a model's package. */
export function manifestOf({ package: specifier, checked }: LibraryModel): string {
  const name = specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
  return JSON.stringify({ name: 'temp', type: 'module', dependencies: { [name]: checked } });
}

/** Lines of a file, by their text, that hit another row than theirs, or none. */
export function missedIn(project: TempProject, file: string, lines: readonly Line[]): string[] {
  project.write(file, lines.map(({ text }) => text).join('\n'));
  const { module, calls } = project.analyse(file);
  const found = lines.map((): ResolvedCall[] => []);
  for (const call of calls()) found[module.lineOf(call.node.start) - 1]!.push(call);
  return lines.flatMap(({ text, sample }, index) => (sample && !isHit(found[index]!, sample) ? [`${sample.row}: ${text}`] : []));
}

/** Whether one of the calls is that of the row: the row itself, or one of its name where an event changes it. */
export function isHit(calls: readonly ResolvedCall[], sample: Sample): boolean {
  return calls.some(({ call, target }) => {
    if (call === sample.call || target.call === sample.call) return true;
    return target.call.concept === sample.call.concept && [nameOf(sample), ''].includes(target.name);
  });
}

/** The last name in the path of a row: `query` of `types.Pool.members.query`. */
function nameOf({ row }: Sample): string {
  return row.replace(/\.(?:function|call)$/, '').split('.').at(-1)!;
}
