import { expect, it } from 'vitest';
import { hasRepeatableBody, isRepeatable, methodOf } from '../../../src/analysis/dependencies/repeatable.js';
import { tempProject } from '../../support/temp-project.js';

function facts(code: string) {
  const file = tempProject({ 'main.ts': `import axios from 'axios';\nimport got from 'got';\n${code}` }).analyse('main.ts');
  const [call] = file.calls('external-call');
  if (!call) throw new Error('There is no external call.');
  const { project } = file;
  return [methodOf(project, call), isRepeatable(project, call), hasRepeatableBody(project, call)];
}

it.each<[string, unknown[]]>([
  [`fetch(url);`, ['GET', true, true]],
  [`fetch(url, { method: 'POST', body: JSON.stringify(order) });`, ['POST', false, true]],
  [`fetch(url, { method: 'put', body: JSON.stringify(order) });`, ['PUT', true, true]],
  [`fetch(url, { method: 'DELETE' });`, ['DELETE', true, true]],
  [`fetch(url, { method: 'PATCH' });`, ['PATCH', false, true]],
  [`fetch(url, { method });`, [null, false, true]],
  [`fetch(url, init);`, [null, false, false]],
  [`fetch(url, { method: 'POST', headers: { 'Idempotency-Key': id } });`, ['POST', true, true]],
  [`const base = { 'idempotency-key': id }; fetch(url, { method: 'POST', headers: { ...base, accept: '*/*' } });`, ['POST', true, true]],
  [`fetch(url, { method: 'POST', headers: { 'Idempotency-Key': undefined } });`, ['POST', false, true]],
  [`fetch(url, { method: 'POST', headers: { 'Idempotency-Key': randomUUID() } });`, ['POST', false, true]],
  [`const headers = { 'Idempotency-Key': randomUUID() }; fetch(url, { method: 'POST', headers });`, ['POST', true, true]],
  [`fetch(urls.shift());`, ['GET', false, true]],
  [`fetch(url, { method: 'PUT', body: stream, duplex: 'half' });`, ['PUT', true, false]],
  [`axios.get(url);`, ['GET', true, true]],
  [`axios.post(url, { a: 1 });`, ['POST', false, true]],
  [`axios.put(url, { a: 1 });`, ['PUT', true, true]],
  [`axios.put(url, form);`, ['PUT', true, false]],
  [`axios({ url, method: 'delete' });`, ['DELETE', true, true]],
  ['fetch(`https://chat.example/bot${token}/sendMessage?to=${id}`);', ['GET', false, true]],
  ['fetch(`https://chat.example/posts/${id}?order=/send`);', ['GET', true, true]],
  [`got('https://a.example');`, ['GET', true, true]],
  [`got.post(url, { json: order });`, ['POST', false, true]],
])('%s', (code, expected) => expect(facts(code)).toEqual(expected));
