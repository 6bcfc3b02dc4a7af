import { describe, expect, it } from 'vitest';
import { isBehindBreaker } from '../../../src/analysis/dependencies/breaker.js';
import { tempProject } from '../../support/temp-project.js';

function isGuarded(code: string, files: Record<string, string> = {}): boolean {
  const file = tempProject({ ...files, 'src/main.ts': code }).analyse('src/main.ts');
  const [call] = file.calls('external-call');
  if (!call) throw new Error('There is no external call.');
  return isBehindBreaker(file.project, call.node);
}

const COCKATIEL = `import { circuitBreaker, ConsecutiveBreaker, fallback, handleAll, retry, timeout, TimeoutStrategy, wrap } from 'cockatiel';
  const breaker = circuitBreaker(handleAll, { halfOpenAfter: 1000, breaker: new ConsecutiveBreaker(5) });
  const again = retry(handleAll, { maxAttempts: 3 });
  const policy = wrap(again, breaker, timeout(1000, TimeoutStrategy.Aggressive));
`;
const FETCH = `fetch('https://api.stripe.com')`;

describe('behind a breaker', () => {
  it.each([
    ['in its callback', `breaker.execute(() => ${FETCH});`],
    ['in a policy that it is part of', `policy.execute(({ signal }) => ${FETCH});`],
    ['in a function inside its callback', `policy.execute(async () => { const all = [1].map(() => ${FETCH}); return Promise.all(all); });`],
    ['a function that it is given by name', `const load = () => ${FETCH}; policy.execute(load);`],
    ['a bound method that it is given', `class A { load() { return ${FETCH}; } all() { return policy.execute(this.load.bind(this)); } }`],
    ['a function that is only called in its callback', `async function load() { return ${FETCH}; } const all = () => policy.execute(() => load());`],
    ['through two functions', `const get = () => ${FETCH}; const load = () => get(); policy.execute(() => load());`],
    ['a function of the project that guards its callback', `const guarded = (work) => policy.execute(() => work()); guarded(() => ${FETCH});`],
    ['one that hands its callback on', `const guarded = (work) => policy.execute(work); guarded(() => ${FETCH});`],
    ['one that hands it on twice', `const inner = (work) => policy.execute(work); const outer = (work) => inner(() => work()); outer(() => ${FETCH});`],
    ['a method', `class Guard { #policy = policy; run(work) { return this.#policy.execute(work); } } const guard = new Guard(); guard.run(() => ${FETCH});`],
    ['an object that a function makes', `const make = (name) => ({ once: (run) => settle(name, () => policy.execute(() => attempt(run))) });\nconst attempt = async (run) => run();\nconst settle = async (name, work) => work();\nconst stripe = make('stripe'); stripe.once(() => ${FETCH});`],
  ])('%s', (_, code) => expect(isGuarded(COCKATIEL + code)).toBe(true));

  it.each([
    ['not at all', `await ${FETCH};`],
    ['in a retry', `again.execute(() => ${FETCH});`],
    ['in a fallback', `fallback(handleAll, 1).execute(() => ${FETCH});`],
    ['a function that is also called elsewhere', `async function load() { return ${FETCH}; } policy.execute(() => load()); load();`],
    ['a function that nobody calls', `export async function load() { return ${FETCH}; }`],
    ['beside it', `policy.execute(() => 1); await ${FETCH};`],
    ['a function that calls its callback beside the breaker', `const run = (work) => { policy.execute(() => 1); return work(); }; run(() => ${FETCH});`],
    ['a function that calls itself', `async function load() { await ${FETCH}; return load(); }`],
  ])('%s: no', (_, code) => expect(isGuarded(COCKATIEL + code)).toBe(false));

  it('of another file', () => {
    const policies = { 'src/policies.ts': `${COCKATIEL}export const guarded = (work) => policy.execute(work);` };
    expect(isGuarded(`import { guarded } from './policies.js'; guarded(() => ${FETCH});`, policies)).toBe(true);
    const client = `export const load = () => ${FETCH};`;
    const user = `import { guarded } from './policies.js'; import { load } from './main.js'; export const all = () => guarded(() => load());`;
    expect(isGuarded(client, { ...policies, 'src/user.ts': user })).toBe(true);
    expect(isGuarded(client, { ...policies, 'src/user.ts': user, 'src/other.ts': `import { load } from './main.js'; load();` })).toBe(false);
  });

  it('in the function that a breaker is made for', () => {
    expect(isGuarded(`import CircuitBreaker from 'opossum'; const load = () => ${FETCH}; const breaker = new CircuitBreaker(load, {}); breaker.fire();`)).toBe(true);
    expect(isGuarded(`const CircuitBreaker = require('opossum'); const breaker = new CircuitBreaker(async () => ${FETCH}); breaker.fire();`)).toBe(true);
  });
});
