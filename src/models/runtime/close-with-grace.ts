import { type Call, defineModel } from '../model.js';

const closeWithGrace: Call = {
  concept: 'shutdown',
  options: 0,
  limitMs: 'delay',
  callbacks: [{ at: 'Argument[last]', role: 'shutdown' }],
};

export default defineModel({
  package: 'close-with-grace',
  versions: '>=1',
  checked: '2.5.0',
  docs: 'https://github.com/mcollina/close-with-grace#readme',
  area: 'runtime',
  exports: { default: { function: closeWithGrace } },
  types: {},
  notes: [
    'It exits with 0 when its function is done, with 1 after `delay` (10 s), after an error or a second signal.',
    'It handles uncaught exceptions and unhandled rejections too.',
  ],
});
