import { type Call, type FileConvention, defineModel } from '../model.js';

const VERBS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

const response: Call = { returns: 'NextResponse' };

const answer = { concept: 'respond', body: ['Argument[0]'] } satisfies Call;

function files(pattern: string, names: string[], params: FileConvention['params']): FileConvention {
  return { files: pattern, names, role: 'handler', params };
}

export default defineModel({
  package: 'next',
  aliases: ['next/server', 'next/cache'],
  versions: '>=13',
  checked: '16.4.6',
  docs: 'https://nextjs.org/docs/app/api-reference/file-conventions/route',
  area: 'server',
  exports: {
    default: { function: { returns: 'NextServer', options: 0 } },
    NextRequest: { class: 'NextRequest' },
    NextResponse: {
      class: 'NextResponse',
      construction: answer,
      statics: { json: { ...response, ...answer, statusAt: 'Argument[1].status' }, redirect: response, rewrite: response, next: response },
    },
    NextApiRequest: { type: 'node:http#IncomingMessage' },
    NextApiResponse: { type: 'NextApiResponse' },
    NextApiHandler: { type: 'NextApiHandler' },
    after: { function: { callbacks: [{ at: 'Argument[0]', role: 'job' }] } },
    unstable_cache: { function: { callbacks: [{ at: 'Argument[0]', role: 'callback' }] } },
  },
  types: {
    NextRequest: { extends: 'global#Request' },
    NextResponse: { extends: 'global#Response' },
    NextApiResponse: {
      extends: 'node:http#ServerResponse',
      answersRejections: true,
      members: { status: { returns: 'self', statusAt: 'Argument[0]' }, 'json|send': answer, redirect: {} },
    },
    NextApiHandler: { function: { role: 'handler', params: ['node:http#IncomingMessage', 'NextApiResponse'] } },
    NextServer: {
      members: { 'prepare|getRequestHandler|render': {}, close: { concept: 'close' } },
      lifecycle: { stage: 'server', close: '$.close()', opens: ['prepare'] },
    },
  },
  fileConventions: [
    files('**/app/**/route.{ts,js,tsx,jsx,mts,mjs}', VERBS, ['NextRequest', null]),
    files('**/pages/api/**/*.{ts,js,tsx,jsx,mts,mjs}', ['default'], ['node:http#IncomingMessage', 'NextApiResponse']),
    files('**/{middleware,proxy}.{ts,js,mts,mjs}', ['default', 'middleware', 'proxy'], ['NextRequest', null]),
    { files: '**/*.{ts,js,tsx,jsx,mts,mjs}', names: ['*'], role: 'handler', directive: 'use server' },
  ],
  notes: ['A platform may end a handler after `maxDuration`; `next start` does not.'],
});
