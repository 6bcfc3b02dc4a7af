import { type Decorator, type JobRuns, defineModel } from '../model.js';

const source = '@nestjs/schedule 12.0.2: dist/schedule.explorer.js, scheduler.orchestrator.js';
const runs: JobRuns = { overlap: 'begins', rejection: 'logged', source };
const job: Decorator = { role: 'job', concept: 'schedule', repeats: true, runs };

export default defineModel({
  package: '@nestjs/schedule',
  versions: '>=1',
  checked: '12.0.2',
  docs: 'https://docs.nestjs.com/techniques/task-scheduling',
  area: 'queue',
  exports: {
    Cron: { decorator: { ...job, runs: { ...runs, pattern: 'Argument[0]', exclusive: 'Argument[1].waitForCompletion' } } },
    Interval: { decorator: { ...job, runs: { ...runs, every: 'Argument[last]' } } },
    Timeout: { decorator: { role: 'job', concept: 'schedule', runs } },
    ScheduleModule: { statics: { forRoot: { options: 0 } } },
    SchedulerRegistry: { class: 'SchedulerRegistry' },
  },
  types: {
    SchedulerRegistry: {
      members: {
        getCronJob: { returns: 'cron#CronJob' },
        'addCronJob|addInterval|addTimeout|deleteCronJob|deleteInterval|deleteTimeout': {},
      },
    },
  },
  notes: [
    'A run that takes longer than the interval overlaps with the next one; `waitForCompletion: true` of `@Cron` leaves that one out. `@Interval` has no such option.',
    'A rejected run is logged by the framework.',
    'Jobs are stopped when the application shuts down, without waiting for a run; that needs enableShutdownHooks().',
  ],
});
