import { defineModel } from '../model.js';

const proxy = { class: 'ProxyAgent', construction: { options: 1 } };

export default defineModel({
  package: 'https-proxy-agent',
  aliases: ['http-proxy-agent', 'socks-proxy-agent'],
  versions: '>=7',
  checked: '9.1.0',
  docs: 'https://github.com/TooTallNate/proxy-agents#readme',
  area: 'http',
  exports: { HttpsProxyAgent: proxy, HttpProxyAgent: proxy, SocksProxyAgent: proxy },
  types: { ProxyAgent: { extends: 'node:http#Agent' } },
  notes: ['It passes requests on and ends none: without a limit of its own a request waits for ever.'],
});
