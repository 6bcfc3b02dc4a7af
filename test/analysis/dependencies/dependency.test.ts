import { describe, expect, it } from 'vitest';
import { dependencyOf } from '../../../src/analysis/dependencies/dependency.js';
import { tempProject } from '../../support/temp-project.js';

/** The dependency of the first external call: `name host`, `-` for what isn't known, `passed` where callers pass it, or `varies`. */
function dependency(code: string, files: Record<string, string> = {}, filename = 'src/main.ts'): string {
  const file = tempProject({ ...files, [filename]: code }).analyse(filename);
  const [call] = file.calls('external-call');
  if (!call) throw new Error('There is no external call.');
  const { name, host, varies, passed } = dependencyOf(file.project, call);
  return varies ? 'varies' : `${name ?? '-'} ${host ?? '-'}${passed ? ' passed' : ''}`;
}

const CONFIG = `
  const upstream = process.env.UPSTREAM_URL ?? 'http://localhost:4000';
  export const config = {
    pricingUrl: process.env.PRICING_URL ?? \`\${upstream}/pricing\`,
    paymentUrl: process.env.PAYMENT_URL ?? 'https://pay.example.com',
    tax: { url: process.env.TAX_URL },
  };
  export const SHIPPING_URL = 'https://api.parcel.com/shipping';`;

describe('what a call depends on', () => {
  it.each([
    ['a literal', `fetch('https://api.stripe.com/v1/charges');`, 'stripe api.stripe.com'],
    ['a port', `fetch('http://pricing:8080/prices');`, 'pricing pricing'],
    ['a template', 'fetch(`https://api.stripe.com/v1/charges/${id}`);', 'stripe api.stripe.com'],
    ['a path right behind the host', 'fetch(`https://api.vercel.com${path}`);', 'vercel api.vercel.com'],
    ['configuration of one message', 'async function send(note) { const { slack: config } = Schema.parse(JSON.parse(note.data)); await fetch(config.webhookUrl); }', 'varies'],
    ['options of one call', 'const send = (opts) => fetch(opts.url);', 'varies'],
    ['configuration that is read', 'function send() { const config = loadConfig("prices"); return fetch(config.pricingUrl); }', 'pricing -'],
    ['a subdomain that varies', 'fetch(`https://${shop}.myshopify.com/x`);', 'myshopify -'],
    ['this machine', `fetch('http://localhost:3000/x');`, '- localhost'],
    ['the environment', 'fetch(`${process.env.PRICING_URL}/prices`);', 'pricing -'],
    ['the environment, concatenated', `fetch(process.env.PRICING_API_URL + '/prices');`, 'pricing -'],
    ['a variable in the host', 'fetch(`https://${process.env.PRICING_HOST}/prices`);', 'pricing -'],
    ['new URL', `fetch(new URL('/prices', process.env.PRICING_URL));`, 'pricing -'],
    ['new URL in a variable', `const url = new URL('/p', process.env.PRICING_URL); url.searchParams.set('a', 'b'); fetch(url.toString());`, 'pricing -'],
    ['a constant', `const FIGMA_FILES_URL = 'https://api.figma.com/v1/files'; fetch(FIGMA_FILES_URL + '/x');`, 'figma api.figma.com'],
    ['a constant from the environment', `const PRICING_URL = process.env.PRICING_URL ?? 'https://gw.example.com'; fetch(PRICING_URL + '/x');`, 'pricing gw.example.com'],
    ['a constant without a name', `const BASE_URL = 'https://api.github.com'; fetch(BASE_URL + '/x');`, 'github api.github.com'],
    ['a local variable', 'async function f(id) { const url = `${process.env.PRICING_URL}/${id}`; return fetch(url); }', 'pricing -'],
    ['a variable that grows', `async function f() { let url = process.env.PRICING_URL; url += '/x'; return fetch(url); }`, 'pricing -'],
    ['a destructured environment', `const { PRICING_URL } = process.env; fetch(PRICING_URL);`, 'pricing -'],
    ['a look-up by key', `fetch(settings.get('services.pricing.url') + '/x');`, 'pricing -'],
    ['a Request', `fetch(new Request('https://api.stripe.com/v1'));`, 'stripe api.stripe.com'],
    ['a fallback', `fetch(process.env.PRICING_URL ?? 'https://pay.example.com');`, 'pricing pay.example.com'],
    ['a function of the project', 'const url = (path) => `${process.env.PRICING_URL}${path}`; fetch(url("/x"));', 'pricing -'],
    ['a function that joins', 'const join = (base, path) => `${base}/${path}`; fetch(join(process.env.PRICING_URL, "x"));', 'pricing -'],
    ['either of two', `fetch(test ? 'https://api.stripe.com' : 'https://api.adyen.com');`, 'varies'],
    ['data', `async function f(user) { return fetch(user.webhookUrl); }`, 'varies'],
    ['a method of a row', `for (const row of rows) await fetch(row.hook());`, 'varies'],
    ['a method of configuration', `import { config } from './gone.js'; fetch(config.getPricingUrl());`, 'pricing -'],
    ['a function that gives a link', `async function f() { const link = await getFile('x'); return fetch(link); }`, 'varies'],
    ['a row', `async function f() { const row = await load(); return fetch(row.feedUrl); }`, 'varies'],
    ['each of a list', `for (const url of urls) await fetch(url);`, 'varies'],
    ['a list that is mapped', `await Promise.all(urls.map((url) => fetch(url)));`, 'varies'],
    ['a table', `fetch(HOSTS[region]);`, 'varies'],
    ['a parameter of nobody', `export async function getJson(url) { return fetch(url); }`, 'varies'],
  ])('%s', (_, code, expected) => expect(dependency(code)).toBe(expected));

  it.each([
    ['a member', "import { config } from './config.js'; fetch(`${config.pricingUrl}/x`);", 'pricing -'],
    ['a default host', "import { config } from './config.js'; fetch(`${config.paymentUrl}/x`);", 'payment pay.example.com'],
    ['a nested member', "import { config } from './config.js'; fetch(config.tax.url + '/x');", 'tax -'],
    ['an imported constant', "import { SHIPPING_URL } from './config.js'; fetch(SHIPPING_URL);", 'parcel api.parcel.com'],
  ])('of configuration in another file: %s', (_, code, expected) => expect(dependency(code, { 'src/config.ts': CONFIG })).toBe(expected));

  it('of a wrapper, by its callers', () => {
    const wrapper = `export async function getJson(url: string) { const response = await fetch(url); return response.json(); }`;
    const caller = (key: string) => `import { getJson } from './http.js'; export const f = (id: string) => getJson(\`\${process.env.${key}}/\${id}\`);`;
    const of = (files: Record<string, string>) => dependency(wrapper, files, 'src/http.ts');
    expect(of({ 'src/a.ts': caller('SHIPPING_URL') })).toBe('shipping - passed');
    expect(of({ 'src/a.ts': caller('SHIPPING_URL'), 'src/b.ts': caller('SHIPPING_URL') })).toBe('shipping - passed');
    expect(of({ 'src/a.ts': caller('SHIPPING_URL'), 'src/b.ts': caller('PRICING_URL') })).toBe('varies');
  });

  it.each([
    ['a base URL', `const client = axios.create({ baseURL: process.env.SEARCH_URL }); client.get('/x');`, 'search -'],
    ['a base URL with a host', `const http = axios.create({ baseURL: 'https://api.github.com' }); http.get('/x');`, 'github api.github.com'],
    ['an absolute URL', `const http = axios.create({ baseURL: 'https://api.github.com' }); http.get('https://api.stripe.com/v1');`, 'stripe api.stripe.com'],
    ['a config object', `axios({ url: '/v1', baseURL: 'https://api.stripe.com', method: 'POST' });`, 'stripe api.stripe.com'],
    ['the name of the client', `const stripeClient = axios.create(); stripeClient.get('/x');`, 'stripe -'],
    ['the name of a field', `class A { private taxApi = axios.create(); load() { return this.taxApi.get('/x'); } }`, 'tax -'],
    ['nothing', `const http = axios.create(); http.get('/x');`, '- -'],
    ['the class', `export class CarrierClient { constructor(private http: AxiosInstance) {} load() { return this.http.get('/x'); } }`, 'carrier -'],
  ])('of a client: %s', (_, code, expected) => {
    expect(dependency(`import axios, { type AxiosInstance } from 'axios';\n${code}`)).toBe(expected);
  });

  it('of a field, by what is put there or by its class', () => {
    const use = 'load() { return fetch(`${this.baseUrl}/x`); }';
    expect(dependency(`class Prices { private baseUrl = process.env.PRICING_URL; ${use} }`)).toBe('pricing -');
    expect(dependency(`class TaxClient { constructor(private readonly baseUrl: string) {} ${use} }`)).toBe('tax -');
    expect(dependency(`class Provider extends Row { ${use} }`)).toBe('varies');
    expect(dependency(`class HttpClient { constructor(private readonly baseUrl: string) {} ${use} }`)).toBe('varies');
  });

  it('of an origin', () => {
    expect(dependency(`import { Pool } from 'undici'; const pool = new Pool('https://api.github.com'); pool.request({ path: '/x', method: 'GET' });`)).toBe('github api.github.com');
  });

  it('of the file, where nothing else tells', () => {
    const code = `import axios from 'axios'; const http = axios.create(); export const load = () => http.get('/x');`;
    expect(dependency(code, {}, 'src/services/payment-service.ts')).toBe('payment -');
    expect(dependency(code, {}, 'src/clients/moderation.ts')).toBe('moderation -');
    expect(dependency(code, {}, 'src/orders.ts')).toBe('- -');
  });
});
