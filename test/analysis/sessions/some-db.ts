import type { FileAnalysis } from '../../../src/analysis/file.js';
import { type Call, defineModel } from '../../../src/models/model.js';
import { tempProject } from '../../support/temp-project.js';

const query: Call = { concept: 'query', access: 'sql', medium: 'sql', text: 0 };
const find: Call = { concept: 'query', access: 'read', medium: 'sql', options: 0, clauses: { filter: ['where'], limit: ['take'] } };

/** A database with every way to hold a connection and to run a transaction. */
export const someDb = defineModel({
  package: 'some-db',
  versions: '*',
  checked: '1.0.0',
  docs: 'https://example.com',
  area: 'sql',
  exports: {
    Pool: { class: 'Pool' },
    Client: { type: 'Client' },
    Atomic: { decorator: { role: 'transaction', concept: 'transaction' } },
    AfterSave: { decorator: { role: 'transaction' } },
    Subscriber: { type: 'Subscriber' },
    Service: { decorator: { marks: 'provider' } },
    App: { class: 'App' },
  },
  types: {
    Subscriber: { hooks: { afterSave: 'transaction' } },
    App: { members: { post: { concept: 'route', callbacks: [{ at: 'Argument[rest]', role: 'handler' }] } } },
    Pool: {
      construction: { options: 0 },
      members: {
        query,
        find,
        save: { ...find, access: 'write', session: 'session' },
        take: {
          concept: 'acquire',
          returns: 'Client',
          acquires: { kind: 'pooled-client', release: ['release'], releaseBy: ['giveBack'], releaseCallback: 2 },
          callbacks: [{ at: 'Argument[0]', role: 'callback', params: ['error', 'Client', null] }],
        },
        giveBack: { concept: 'release' },
        transaction: {
          concept: 'transaction',
          returns: 'Client',
          acquires: { kind: 'transaction', release: ['commit', 'rollback'] },
          callbacks: [{ at: 'Argument[0]', role: 'transaction', params: ['Client'] }],
        },
        close: { concept: 'close' },
      },
    },
    Client: {
      members: {
        query,
        find,
        begin: { concept: 'transaction', acquires: { kind: 'transaction', release: ['commit', 'rollback'], receiver: true } },
        'commit|rollback': { concept: 'transaction-end' },
        release: { concept: 'release' },
        on: { concept: 'event', callbacks: [{ at: 'Argument[1]', role: 'listener' }] },
      },
    },
  },
});

const HEAD = `import { AfterSave, App, Atomic, Client, Pool, Service, Subscriber } from 'some-db'; const pool = new Pool(); const app = new App();\n`;

/** The analysis of a file that has a pool, in a project with other files. Its code starts on line 2. */
export function analyse(code: string, files: Record<string, string> = {}): FileAnalysis {
  return tempProject({ ...files, 'main.ts': HEAD + code }, [someDb]).analyse('main.ts');
}
