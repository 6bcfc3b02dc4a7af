import { type Call, defineModel } from '../model.js';
import { listening } from '../parts/events.js';

const write: Call = { concept: 'query', access: 'write', medium: 'document' };
const publish: Call = { concept: 'publish', medium: 'document' };

export default defineModel({
  package: 'agenda',
  aliases: ['@hokify/agenda'],
  versions: '>=3',
  checked: '6.2.6',
  docs: 'https://github.com/agenda/agenda#readme',
  area: 'queue',
  exports: {
    Agenda: { class: 'Agenda', construction: { options: 0, timeouts: ['lockLifetime'] } },
    default: { class: 'Agenda', construction: { options: 0, timeouts: ['lockLifetime'] } },
    Job: { type: 'Job' },
    Define: { decorator: { role: 'consumer', concept: 'consume', runs: { rejection: 'failed' } } },
    Every: {
      decorator: { role: 'job', concept: 'schedule', repeats: true, runs: { overlap: 'waits', rejection: 'failed' } },
    },
    JobsController: { decorator: { marks: 'consumer' } },
  },
  types: {
    Agenda: {
      members: {
        start: { concept: 'connect' },
        'stop|drain|close': { concept: 'close' },
        // The options come last since version 6, before the processor in older ones.
        define: {
          concept: 'consume',
          options: 'last',
          callbacks: [
            { at: 'Argument[1]', role: 'consumer', params: ['Job'] },
            { at: 'Argument[2]', role: 'consumer', params: ['Job'] },
          ],
          runs: { rejection: 'failed' },
          timeouts: ['lockLifetime'],
        },
        every: { concept: 'schedule', repeats: true, returns: 'Job', runs: { overlap: 'waits', rejection: 'failed' } },
        'schedule|now': { ...publish, returns: 'Job' },
        create: { returns: 'Job' },
        'jobs|queryJobs': { concept: 'query', access: 'read', medium: 'document', rows: 'many' },
        'cancel|disable|enable|purge': write,
        'processEvery|maxConcurrency|defaultConcurrency|lockLimit|defaultLockLimit|defaultLockLifetime|name': { returns: 'self' },
        'on|once|addListener': listening({ fail: ['error', 'Job'] }),
      },
      lifecycle: { stage: 'worker', close: '$.stop()', opens: ['start'], errorEvent: 'error' },
    },
    Job: {
      members: {
        'repeatEvery|repeatAt|schedule|priority|unique|disable|enable': { returns: 'self' },
        save: publish,
        'run|remove|touch': write,
      },
    },
  },
  timeouts: {
    // The job isn't ended: another run of it may begin beside it.
    lockLifetime: {
      covers: 'job',
      unit: 'ms',
      default: 600_000,
      call: 'lockLifetime',
      client: 'defaultLockLifetime',
      source: 'agenda 6.2.6: dist/index.js',
    },
  },
  retries: { default: 0, option: 'backoff', kinds: 'a job that failed' },
  notes: [
    'A job that runs for longer than its lock (10 minutes) is started again beside the first run; `job.touch()` renews the lock.',
    'stop() gives back the locks and does not wait for running jobs; drain() does.',
  ],
});
