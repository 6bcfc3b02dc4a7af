import { type Call, type JobRuns, type LibraryModel, type TypeModel, defineModel } from '../model.js';
import { listening } from '../parts/events.js';

const write: Call = { concept: 'query', access: 'write', medium: 'document' };
const publish: Call = { concept: 'publish', medium: 'document' };
const runs: JobRuns = { rejection: 'failed' };

/** The types of a version; `members` are those that it alone has. */
export function agendaTypes(members: Record<string, Call>, processor: 1 | 2): Record<string, TypeModel> {
  return {
    Agenda: {
      members: {
        ...members,
        start: { concept: 'connect' },
        'stop|drain': { concept: 'close' },
        define: {
          concept: 'consume',
          options: processor === 1 ? 2 : 1,
          callbacks: ([1, 2] as const).slice(0, processor).map((index) => ({ at: `Argument[${index}]`, role: 'consumer', params: ['Job'] })),
          runs,
          timeouts: ['lockLifetime'],
        },
        every: { concept: 'schedule', repeats: true, returns: 'Job', runs: { ...runs, overlap: 'waits' } },
        'schedule|now': { ...publish, returns: 'Job' },
        create: { returns: 'Job' },
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
  };
}

export const agendaFacts: Pick<LibraryModel, 'package' | 'docs' | 'area' | 'timeouts' | 'retries' | 'notes'> = {
  package: 'agenda',
  docs: 'https://github.com/agenda/agenda#readme',
  area: 'queue',
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
  retries: { default: 0, kinds: 'a job that failed' },
  notes: [
    'A job that runs for longer than its lock (10 minutes) is started again beside the first run; `job.touch()` renews the lock.',
    'stop() gives back the locks and does not wait for running jobs; drain() does.',
  ],
};

export default defineModel({
  ...agendaFacts,
  versions: '>=6',
  checked: '6.2.6',
  exports: {
    Agenda: { class: 'Agenda', construction: { options: 0, timeouts: ['lockLifetime'] } },
    Job: { type: 'Job' },
    Define: { decorator: { role: 'consumer', concept: 'consume', runs } },
    Every: { decorator: { role: 'job', concept: 'schedule', repeats: true, runs: { ...runs, overlap: 'waits' } } },
    JobsController: { decorator: { marks: 'consumer' } },
  },
  types: agendaTypes({ queryJobs: { concept: 'query', access: 'read', medium: 'document', rows: 'many' } }, 1),
});
