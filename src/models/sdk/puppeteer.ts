import { type Call, defineModel } from '../model.js';

const act: Call = { concept: 'external-call', access: 'either', medium: 'process' };
const wait: Call = { ...act, options: 'last', timeouts: ['timeout'] };
const launch: Call = {
  concept: 'acquire',
  options: 0,
  returns: 'Browser',
  acquires: { kind: 'browser', release: ['close', 'disconnect'] },
};

export default defineModel({
  package: 'puppeteer',
  aliases: ['puppeteer-core'],
  versions: '>=19',
  checked: '25.16.0',
  docs: 'https://pptr.dev/api',
  area: 'sdk',
  exports: {
    default: { namespace: true, instance: 'Puppeteer' },
    launch: { function: launch },
    connect: { function: launch },
    Page: { type: 'Page' },
    Browser: { type: 'Browser' },
  },
  types: {
    Puppeteer: { members: { 'launch|connect': launch } },
    Browser: {
      members: {
        newPage: { returns: 'Page' },
        'createBrowserContext|pages|version': {},
        close: { concept: 'release' },
        disconnect: { concept: 'release' },
      },
    },
    Page: {
      members: {
        'goto|reload|waitForNavigation|waitForSelector|waitForFunction|waitForResponse|waitForRequest|setContent': wait,
        'evaluate|click|type|screenshot|pdf|content': { ...act, timeouts: ['protocol'] },
        'close|setDefaultTimeout|setDefaultNavigationTimeout': {},
      },
    },
  },
  timeouts: {
    timeout: { covers: 'call', unit: 'ms', default: 30_000, call: 'timeout', off: [0] },
    protocol: { covers: 'call', unit: 'ms', default: 180_000 },
  },
  retries: { default: 0 },
});
