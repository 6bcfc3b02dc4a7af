import { shows, type Case, type Probe } from './probe.js';

/** How schedulers run their jobs. Each case has its job run every second for 1.6 s, and looks at it for 2.9 s. */
interface JobProbe {
  package: string;
  versions?: string;
  needs?: string[];
  load: string;
  /** Has `JOB`, an async function, run every second. */
  start: string;
  /** The same where the option that prevents overlap is set, and where the one that takes care of a rejected run is. */
  exclusive?: string;
  handled?: string;
  overlap: 'begins' | 'skipped';
  rejection: 'unhandled' | 'logged' | 'lost';
}

const SLOW = 'async () => { most = Math.max(most, ++running); await sleep(1600); running--; }';

/** How many runs there are at once. */
function overlapping(start: string, isTrue: string): string {
  return `(async () => { let running = 0, most = 0; ${start.replaceAll('JOB', SLOW)}; await sleep(2900); return ${isTrue}; })()`;
}

/** Whether a rejected run comes to the process, and whether a line is written about it. */
function rejecting(start: string, name: string, isTrue: string): string {
  const job = `async () => { throw new Error('${name}'); }`;
  return `(async () => { ${start.replaceAll('JOB', job)}; await sleep(2500); const unhandled = rejections.some((text) => text.includes('${name}')), logged = written.some((text) => text.includes('${name}')); return ${isTrue}; })()`;
}

const REJECTIONS: Record<JobProbe['rejection'], [isTrue: string, means: string]> = {
  unhandled: ['unhandled', 'a rejected run is an unhandled rejection'],
  logged: ['logged && !unhandled', 'a rejected run is logged'],
  lost: ['!logged && !unhandled', 'a rejected run leaves no trace'],
};

/** What the process is told of, kept for the cases. */
const WATCH = `const rejections = [], written = []; process.on('unhandledRejection', (error) => rejections.push(String(error?.message))); for (const stream of [process.stdout, process.stderr]) { const write = stream.write.bind(stream); stream.write = (text, ...rest) => { written.push(String(text)); return write(text, ...rest); }; } for (const name of ['log', 'error', 'warn']) { const write = console[name].bind(console); console[name] = (...args) => { written.push(args.map((arg) => String(arg?.stack ?? arg)).join(' ')); return write(...args); }; }`;

function probeOfJob({ package: name, versions, needs, load, start, exclusive, handled, overlap, rejection }: JobProbe): Probe {
  const [isRejected, rejected] = REJECTIONS[rejection];
  const cases: Record<string, Case> = {
    'runs overlap': overlap === 'begins' ? shows('a run is begun beside one that is too long', overlapping(start, 'most > 1')) : shows('a run is left out while one is too long', overlapping(start, 'most === 1')),
    'runs rejection': shows(rejected, rejecting(start, 'plain', isRejected)),
    ...(exclusive && { 'runs exclusive': shows('with its option a run is left out while one is too long', overlapping(exclusive, 'most === 1')) }),
    ...(handled && { 'runs handler': shows('with its option a rejected run is no unhandled rejection', rejecting(handled, 'handled', '!unhandled')) }),
  };
  return { package: name, server: 'none', load: `${WATCH} ${load}`, cases, ...(versions && { versions }), ...(needs && { needs }) };
}

const cron = (versions: string, rejection: JobProbe['rejection'], exclusive: boolean): JobProbe => ({
  package: 'cron',
  versions,
  load: `const { CronJob } = await import('cron');`,
  start: `new CronJob('* * * * * *', JOB).start()`,
  ...(exclusive && { exclusive: `CronJob.from({ cronTime: '* * * * * *', onTick: JOB, waitForCompletion: true, start: true })` }),
  overlap: 'begins',
  rejection,
});

const croner = (versions: string): JobProbe => ({
  package: 'croner',
  versions,
  load: `const { Cron } = await import('croner');`,
  start: `new Cron('* * * * * *', JOB)`,
  exclusive: `new Cron('* * * * * *', { protect: true }, JOB)`,
  handled: `new Cron('* * * * * *', { catch: true }, JOB)`,
  overlap: 'begins',
  rejection: 'unhandled',
});

const JOBS: readonly JobProbe[] = [
  cron('>=4', 'logged', true),
  cron('>=3 <4', 'unhandled', true),
  cron('>=1 <3', 'unhandled', false),
  croner('>=9'),
  croner('>=5 <9'),
  {
    package: 'node-cron',
    versions: '>=4',
    load: `const { default: cron } = await import('node-cron');`,
    start: `cron.schedule('* * * * * *', JOB)`,
    exclusive: `cron.schedule('* * * * * *', JOB, { noOverlap: true })`,
    overlap: 'begins',
    rejection: 'logged',
  },
  { package: 'node-cron', versions: '>=2 <4', load: `const { default: cron } = await import('node-cron');`, start: `cron.schedule('* * * * * *', JOB)`, overlap: 'begins', rejection: 'lost' },
  { package: 'node-schedule', load: `const { default: schedule } = await import('node-schedule');`, start: `schedule.scheduleJob('* * * * * *', JOB)`, overlap: 'begins', rejection: 'unhandled' },
  {
    package: 'toad-scheduler',
    load: `const { ToadScheduler, SimpleIntervalJob, AsyncTask } = await import('toad-scheduler'); const scheduler = new ToadScheduler();`,
    start: `scheduler.addSimpleIntervalJob(new SimpleIntervalJob({ seconds: 1, runImmediately: true }, new AsyncTask(String(Math.random()), JOB), { preventOverrun: true }))`,
    overlap: 'skipped',
    rejection: 'logged',
  },
  { package: 'global', load: '', start: 'setInterval(JOB, 1000)', overlap: 'begins', rejection: 'unhandled' },
];

/** Schedulers. */
export const JOB_PROBES: readonly Probe[] = JOBS.map(probeOfJob);
