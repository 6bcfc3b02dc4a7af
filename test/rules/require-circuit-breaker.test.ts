import { expect, it } from 'vitest';
import rule, { type CircuitBreakerEvidence } from '../../rules/require-circuit-breaker.js';
import { runFixtures, runRule } from '../support/rule-tester.js';
import { tempProject } from '../support/temp-project.js';

const ALL = { hosts: ['*'] };
const AXIOS = `import axios from 'axios';\n`;
const BREAKER = `import { circuitBreaker, ConsecutiveBreaker, handleAll, wrap, retry, timeout, TimeoutStrategy } from 'cockatiel';
const breaker = circuitBreaker(handleAll, { halfOpenAfter: 1000, breaker: new ConsecutiveBreaker(5) });
`;

runRule(rule, {
  valid: [
    { name: 'nothing is named', code: `await fetch('https://api.stripe.com');` },
    { name: 'another host', code: `await fetch('https://api.stripe.com');`, options: { hosts: ['api.adyen.com', 'stripe.com'] } },
    { name: 'another library', code: `await fetch('https://api.stripe.com');`, options: { libraries: ['axios'] } },
    { name: 'a host that is allowed', code: `await fetch('https://api.stripe.com');`, options: { ...ALL, allow: ['*.stripe.com'] } },
    { name: 'a name that is allowed', code: `await fetch(process.env.PRICING_URL);`, options: { ...ALL, allow: ['pricing'] } },
    { name: 'a dot is a dot', code: `await fetch('https://apixstripe.com');`, options: { hosts: ['api.stripe.com'] } },
    { name: 'in a breaker', code: `${BREAKER}await breaker.execute(() => fetch('https://a.example'));`, options: ALL },
    {
      name: 'in a policy with a breaker',
      code: `${BREAKER}const policy = wrap(retry(handleAll, { maxAttempts: 1 }), breaker, timeout(1, TimeoutStrategy.Aggressive)); await policy.execute(() => fetch('https://a.example'));`,
      options: ALL,
    },
    {
      name: 'in a function of the project that guards its callback',
      code: `import { guard } from './guard.js'; export const load = () => guard(() => fetch('https://a.example'));`,
      files: { 'guard.ts': `${BREAKER}export const guard = <T>(work: () => Promise<T>) => breaker.execute(work);` },
      options: ALL,
    },
    {
      name: 'all callers are in a breaker',
      code: `export const load = () => fetch('https://a.example');`,
      files: { 'use.ts': `${BREAKER}import { load } from './main.js'; export const all = () => breaker.execute(() => load());` },
      options: ALL,
    },
    { name: 'the own server of a page', code: `await fetch('/api/users');`, options: ALL },
    { name: 'a client component', code: `'use client';\nawait fetch('https://a.example');`, options: ALL },
    { name: 'a query is no external call', code: `import pg from 'pg'; const pool = new pg.Pool(); await pool.query('SELECT 1');`, options: ALL },
    { name: 'a function of the same name', code: `function fetch(url) { return url; } fetch('https://a.example');`, options: ALL },
  ],
  invalid: [
    {
      name: 'every host',
      code: `await fetch('https://api.stripe.com/v1');`,
      options: ALL,
      errors: [
        {
          messageId: 'missingBreaker',
          line: 1,
          column: 7,
          data: { call: '`fetch`', dependency: '`api.stripe.com`' },
          message: 'While `api.stripe.com` is slow or down, every `fetch` is made all the same',
        },
      ],
    },
    {
      name: 'a host by pattern, whatever its case',
      code: `await fetch('https://API.stripe.com/v1');`,
      options: { hosts: ['*.stripe.com'] },
      errors: [{ messageId: 'missingBreaker', line: 1 }],
    },
    {
      name: 'a service by the name that configuration gives it',
      code: 'export const price = (sku: string) => fetch(`${process.env.PRICING_URL}/${sku}`);',
      options: { hosts: ['pricing'] },
      errors: [{ messageId: 'missingBreaker', line: 1, data: { dependency: '`pricing`' } }],
    },
    {
      name: 'a library',
      code: `${AXIOS}const http = axios.create();\nhttp.get('/x');\nfetch('https://a.example');`,
      options: { libraries: ['axios'] },
      errors: [{ messageId: 'missingBreaker', line: 3, data: { call: '`AxiosInstance.get`', dependency: 'the other side' } }],
    },
    {
      name: 'a global function by its name',
      code: `fetch('https://a.example');`,
      options: { libraries: ['fetch'] },
      errors: [{ messageId: 'missingBreaker', line: 1 }],
    },
    {
      name: 'a retry is no breaker',
      code: `${BREAKER}await retry(handleAll, { maxAttempts: 1 }).execute(() => fetch('https://a.example'));`,
      options: ALL,
      errors: [{ messageId: 'missingBreaker', line: 3 }],
    },
    {
      name: 'one caller is outside',
      code: `export const load = () => fetch('https://a.example');\nexport const now = () => load();`,
      files: { 'use.ts': `${BREAKER}import { load } from './main.js'; export const all = () => breaker.execute(() => load());` },
      options: ALL,
      errors: [{ messageId: 'missingBreaker', line: 1 }],
    },
  ],
});

runFixtures(rule);

it('hands over what the call depends on and whether it may be made twice', () => {
  const file = tempProject({
    'main.ts': `fetch(\`\${process.env.PRICING_URL}/x\`);
      fetch('https://pay.example.com', { method: 'POST' });
      fetch('https://pay.example.com', { method: 'PUT', body: stream, duplex: 'half' });`,
  }).analyse('main.ts');
  const evidence = rule.findings(file, ALL).map((finding) => finding.evidence as CircuitBreakerEvidence);
  expect(evidence.map(({ dependency: { name, host, varies }, repeatable }) => [name, host, varies, repeatable])).toEqual([
    ['pricing', null, false, true],
    ['example', 'pay.example.com', false, false],
    ['example', 'pay.example.com', false, false],
  ]);
});
