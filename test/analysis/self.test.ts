import { expect, it } from 'vitest';
import { defineModel } from '../../src/models/model.js';
import { tempProject } from '../support/temp-project.js';

const client = defineModel({
  package: 'some-client',
  versions: '*',
  checked: '1.0.0',
  docs: 'https://example.com',
  area: 'http',
  exports: { default: { function: { returns: 'Client' } } },
  types: { Client: { members: { send: { concept: 'external-call' } } } },
});

const MAILER = `import client from 'some-client';
import { deliver } from './deliver.js';
export class Mailer {
  client = client();
  deliver: (to: string) => Promise<void>;
  constructor() { this.deliver = deliver.bind(this); }
}
`;

function sends(files: Record<string, string>, name: string): string[] {
  return tempProject(files, [client])
    .analyse(name)
    .calls('external-call')
    .map((call) => call.label);
}

it('follows `this` of a function that another file binds as a method', () => {
  const deliver = 'export async function deliver(to: string) { await this.client.send(to); }';
  expect(sends({ 'mailer.ts': MAILER, 'deliver.ts': deliver }, 'deliver.ts')).toEqual(['Client.send']);
});

it('does not guess `this` of a function that nothing binds', () => {
  const deliver = 'export async function deliver(to: string) { await this.client.send(to); }';
  const other = MAILER.replace('deliver.bind(this)', 'deliver');
  expect(sends({ 'mailer.ts': other, 'deliver.ts': deliver }, 'deliver.ts')).toEqual([]);
});

it('follows a namespace that is called: `import * as client` of a CommonJS package', () => {
  expect(sends({ 'main.ts': `import * as client from 'some-client';\nclient().send('a');` }, 'main.ts')).toEqual([
    'Client.send',
  ]);
});
