import { defineModel } from '../model.js';

export default defineModel({
  package: '@nestjs/bull',
  versions: '>=0.5',
  checked: '12.0.0',
  docs: 'https://docs.nestjs.com/techniques/queues',
  area: 'queue',
  exports: {
    InjectQueue: { decorator: { injects: 'bull#Queue' } },
    Processor: { decorator: { marks: 'consumer' } },
    Process: { decorator: { role: 'consumer', concept: 'consume' } },
    OnQueueFailed: { decorator: { role: 'listener', concept: 'event' } },
    OnQueueError: { decorator: { role: 'listener', concept: 'event' } },
    OnQueueCompleted: { decorator: { role: 'listener', concept: 'event' } },
    OnQueueActive: { decorator: { role: 'listener', concept: 'event' } },
    BullModule: { statics: { registerQueue: { makes: 'bull#Queue' }, forRoot: {} } },
  },
  types: {},
  notes: ['Queues are closed when the application shuts down; that needs enableShutdownHooks().'],
});
