import { type Call, defineModel } from '../model.js';

const act: Call = { concept: 'external-call', access: 'either', medium: 'process', options: 'last', timeouts: ['timeout'] };
const call: Call = { concept: 'external-call', medium: 'http', options: 1, timeouts: ['timeout'], url: ['Argument[0]'], failure: { as: 'result', status: 'status' } };
const page: Record<string, Call> = {
  'goto|click|fill|waitForSelector|waitForURL|waitForLoadState': act,
  locator: { returns: 'Locator' },
};

export default defineModel({
  package: 'playwright',
  aliases: ['playwright-core'],
  versions: '>=1.30',
  checked: '1.65.1',
  docs: 'https://playwright.dev/docs/api/class-playwright',
  area: 'sdk',
  exports: {
    default: { namespace: true },
    chromium: { instance: 'BrowserType' },
    firefox: { instance: 'BrowserType' },
    webkit: { instance: 'BrowserType' },
    request: { instance: 'APIRequest' },
    Page: { type: 'Page' },
    Browser: { type: 'Browser' },
  },
  types: {
    BrowserType: {
      members: {
        launch: { concept: 'acquire', options: 0, returns: 'Browser', timeouts: ['launch'], acquires: { kind: 'browser', release: ['close'] } },
        connect: { concept: 'acquire', options: 1, returns: 'Browser', acquires: { kind: 'browser', release: ['close'] } },
      },
    },
    Browser: {
      members: { newContext: { returns: 'BrowserContext' }, newPage: { returns: 'Page' }, close: { concept: 'release' } },
    },
    BrowserContext: { members: { newPage: { returns: 'Page' }, close: { concept: 'release' } }, properties: { request: 'APIRequestContext' } },
    Page: {
      members: { ...page, 'reload|waitForResponse|goBack': act, 'close|setDefaultTimeout|setDefaultNavigationTimeout': {} },
      properties: { request: 'APIRequestContext' },
    },
    Locator: { members: { 'click|fill|waitFor|press|check': act, 'first|last|nth|locator|filter': { returns: 'self' } } },
    APIRequest: { members: { newContext: { returns: 'APIRequestContext', options: 0 } } },
    APIRequestContext: {
      members: {
        'get|head': { ...call, access: 'read' },
        'post|put|patch|delete': { ...call, access: 'write' },
        fetch: { ...call, access: 'either', method: { at: 'method', default: 'GET' } },
        dispose: {},
      },
    },
  },
  timeouts: {
    timeout: { covers: 'call', unit: 'ms', default: 30_000, call: 'timeout', off: [0] },
    launch: { covers: 'call', unit: 'ms', default: 180_000, call: 'timeout', off: [0] },
  },
  retries: { default: 0 },
});
