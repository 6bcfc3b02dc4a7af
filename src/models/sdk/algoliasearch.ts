import { type Call, defineModel } from '../model.js';

const read: Call = { concept: 'query', access: 'read', medium: 'search', options: 1, timeouts: ['connect', 'read', 'callRead'], rows: 'many' };
const write: Call = { concept: 'query', access: 'write', medium: 'search', options: 1, timeouts: ['connect', 'write', 'callWrite'] };
const construction = { options: 2, timeouts: ['read', 'write', 'connect'] };

export default defineModel({
  package: 'algoliasearch',
  versions: '>=5',
  checked: '5.64.0',
  docs: 'https://www.algolia.com/doc/libraries/sdk/v1/customize',
  area: 'sdk',
  exports: {
    algoliasearch: { function: { returns: 'Client', options: 2 }, construction },
    searchClient: { function: { returns: 'Client', options: 2 }, construction },
  },
  types: {
    Client: {
      members: {
        'search|searchSingleIndex|searchForHits|browse|browseObjects': read,
        getObject: { ...read, rows: 'one', batch: 'getObjects(requests)' },
        getObjects: { ...read, bulk: true },
        'saveObject|addOrUpdateObject|partialUpdateObject': { ...write, batch: 'saveObjects({ objects })' },
        deleteObject: { ...write, batch: 'deleteObjects({ objectIDs })' },
        'saveObjects|batch|chunkedBatch|deleteObjects|partialUpdateObjects|replaceAllObjects': { ...write, bulk: true },
      },
    },
  },
  timeouts: {
    read: { covers: 'body', unit: 'ms', default: 5_000, client: 'timeouts.read' },
    write: { covers: 'body', unit: 'ms', default: 30_000, client: 'timeouts.write' },
    connect: { covers: 'headers', unit: 'ms', default: 2_000, client: 'timeouts.connect' },
    callRead: { covers: 'body', unit: 'ms', default: null, call: 'timeouts.read' },
    callWrite: { covers: 'body', unit: 'ms', default: null, call: 'timeouts.write' },
  },
  // `connect` bounds the wait for the first word of the answer, the others what comes behind it.
  retries: { default: 3, kinds: 'the other hosts of the application, with growing limits' },
});
