import { type Call, type TypeModel, defineModel } from '../model.js';

const call: Call = { concept: 'external-call', medium: 'http' };
const service = (reads: string, writes: string): TypeModel => ({
  members: { [reads]: { ...call, access: 'read' }, [writes]: { ...call, access: 'write' } },
});
const wait: Call = { ...call, options: 1, timeouts: ['polling'] };

export default defineModel({
  package: 'assemblyai',
  versions: '>=4',
  checked: '4.41.5',
  docs: 'https://github.com/AssemblyAI/assemblyai-node-sdk#readme',
  area: 'sdk',
  exports: { AssemblyAI: { class: 'AssemblyAI', construction: { options: 0 } } },
  types: {
    AssemblyAI: { properties: { transcripts: 'Transcripts', files: 'Files' } },
    Transcripts: {
      members: {
        ...service('get|list|sentences|paragraphs|subtitles|wordSearch', 'submit|delete').members,
        transcribe: { ...wait, access: 'write' },
        waitUntilReady: { ...wait, access: 'read' },
      },
    },
    Files: { members: { upload: { ...call, access: 'write' } } },
  },
  timeouts: { polling: { covers: 'call', unit: 'ms', default: null, call: 'pollingTimeout', off: [-1] } },
  retries: { default: 0 },
  notes: ['Requests are plain `fetch` calls: none takes a limit or a signal. `pollingTimeout` bounds only the waiting.'],
});
