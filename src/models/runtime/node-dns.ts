import { type Call, defineModel, type Export } from '../model.js';
import promises from './node-dns-promises.js';

const done: Call = { callbacks: [{ at: 'Argument[last]', role: 'callback', params: ['error', null] }] };

/** The functions of the promise API with a callback in the place of the promise. */
const functions = Object.fromEntries(
  Object.entries(promises.exports).flatMap(([name, entry]): [string, Export][] => (entry.function ? [[name, { function: { ...entry.function, ...done } }]] : [])),
);
const { default: _, ...ofPromises } = promises.exports;
const { 'resolve|resolve4|resolve6|resolveTxt|resolveMx|resolveSrv|reverse': resolve } = promises.types['Resolver']!.members!;

export default defineModel({
  ...promises,
  package: 'node:dns',
  aliases: ['dns'],
  docs: 'https://nodejs.org/api/dns.html',
  exports: {
    default: { namespace: true },
    ...functions,
    Resolver: promises.exports['Resolver']!,
    promises: { namespace: Object.fromEntries(Object.entries(ofPromises).map(([name, entry]): [string, Export] => [name, name === 'Resolver' ? { ...entry, class: 'PromiseResolver' } : entry])) },
  },
  types: {
    Resolver: { members: { 'resolve|resolve4|resolve6|resolveTxt|resolveMx|resolveSrv|reverse': { ...resolve!, ...done }, cancel: {} } },
    PromiseResolver: promises.types['Resolver']!,
  },
});
