import rule from '../../rules/propagate-abort-signal.js';
import { runFixtures, runRule } from '../support/rule-tester.js';

const AXIOS = "import axios from 'axios';\n";

runRule(rule, {
  valid: [
    { name: 'no signal in scope', code: "export const load = (id: string) => fetch(`/x/${id}`);" },
    { name: 'it is passed', code: "export const load = (signal: AbortSignal) => fetch('/x', { signal });" },
    { name: 'an explicit undefined is intent', code: `export const load = (signal: AbortSignal) => fetch('/x', options(signal));` },
    { name: 'a spread', code: "export const load = (signal: AbortSignal, init: RequestInit) => fetch('/x', { ...init });" },
    { name: 'a parameter that only has the name', code: 'export const load = (signal: string) => fetch(`/x/${signal}`);' },
    { name: 'cleaning up', code: "export async function load(signal: AbortSignal) { try { work(signal); } finally { await fetch('/x', { method: 'DELETE' }); } }" },
    { name: 'after a write', code: `${AXIOS}export async function load(signal: AbortSignal) { await axios.post('/x', {}, { signal }); return axios.get('/y'); }` },
    { name: 'the request, where it is not asked for', code: "export const GET = (request: Request) => fetch('/x');" },
    { name: 'a callback that runs later', code: "export function load(signal: AbortSignal) { setInterval(() => fetch('/x'), 1000); }" },
  ],
  invalid: [
    {
      name: 'fetch',
      code: "export const load = (id: string, signal?: AbortSignal) => fetch(`/x/${id}`);",
      errors: [
        {
          messageId: 'signalNotPassed',
          line: 1,
          column: 59,
          message:
            'When the caller gives up by `signal`, `fetch` runs on: its socket, and whatever the other side does for it, are paid for an answer that nobody reads. Pass `signal: signal`.',
          suggestions: [{ messageId: 'passSignal', output: "export const load = (id: string, signal?: AbortSignal) => fetch(`/x/${id}`, { signal });" }],
        },
      ],
    },
    {
      name: 'a part of a parameter, in a callback that runs inside',
      code: `${AXIOS}export const load = ({ ids, signal: stop }: { ids: string[]; signal: AbortSignal }) =>\n  Promise.all(ids.map((id) => axios.get('/x', { params: { id } })));`,
      errors: [
        {
          messageId: 'signalNotPassed',
          line: 3,
          suggestions: [
            {
              messageId: 'passSignal',
              output: `${AXIOS}export const load = ({ ids, signal: stop }: { ids: string[]; signal: AbortSignal }) =>\n  Promise.all(ids.map((id) => axios.get('/x', { params: { id }, signal: stop })));`,
            },
          ],
        },
      ],
    },
    {
      name: 'the request that is answered',
      options: { requests: true },
      code: "export const GET = (request: Request) => fetch('/x');",
      errors: [
        {
          messageId: 'requestNotPassed',
          line: 1,
          suggestions: [{ messageId: 'passSignal', output: "export const GET = (request: Request) => fetch('/x', { signal: request.signal });" }],
        },
      ],
    },
  ],
});

runFixtures(rule);
