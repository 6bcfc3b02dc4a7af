import { readFileSync } from 'node:fs';
import path from 'node:path';
import { serviceDirectory } from '../../../scripts/demo/root.js';

/** A place in an example service, with the line's text so that a shifted line is noticed. */
interface Place {
  rule: string;
  file: string;
  line: number;
  /** The last line on which the finding may start; `line` where it is left out. */
  endLine?: number;
  code: string;
  why: string;
}

interface ExpectedFinding extends Place {
  /** The smallest preset that has it. */
  preset: 'recommended' | 'strict' | 'opt-in';
  /** Why the rule does not see it yet: it is a defect all the same. */
  missed?: string;
}

interface Expectations {
  findings: ExpectedFinding[];
  /** Places that look like a defect and are none. */
  quiet: Place[];
}

export function readExpectations(service: string): Expectations {
  const text = readFileSync(path.join(serviceDirectory(service), 'expected-findings.json'), 'utf8');
  return JSON.parse(text) as Expectations;
}

export const covers = (place: Place, file: string, line: number): boolean =>
  place.file === file && place.line <= line && line <= (place.endLine ?? place.line);

export const nameOf = ({ file, line, why }: Place): string => `${file}:${line} ${why}`;
