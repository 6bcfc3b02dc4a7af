import { defineModel } from '../model.js';
import globals from '../http/global.js';

const { setTimeout, setInterval, setImmediate } = globals.exports;

export default defineModel({
  package: 'node:timers',
  aliases: ['timers'],
  versions: '>=18',
  checked: '26.10.0',
  docs: 'https://nodejs.org/api/timers.html',
  area: 'runtime',
  exports: {
    default: { namespace: true },
    setTimeout: setTimeout!,
    setInterval: setInterval!,
    setImmediate: setImmediate!,
  },
  types: {},
});
