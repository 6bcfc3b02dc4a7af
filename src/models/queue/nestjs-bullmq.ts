import { defineModel } from '../model.js';

export default defineModel({
  package: '@nestjs/bullmq',
  versions: '>=1',
  checked: '12.0.0',
  docs: 'https://docs.nestjs.com/techniques/queues',
  area: 'queue',
  exports: {
    InjectQueue: { decorator: { injects: 'bullmq#Queue' } },
    InjectFlowProducer: { decorator: { injects: 'bullmq#FlowProducer' } },
    Processor: { decorator: { marks: 'consumer' } },
    WorkerHost: { class: 'WorkerHost' },
    OnWorkerEvent: { decorator: { role: 'listener', concept: 'event' } },
    OnQueueEvent: { decorator: { role: 'listener', concept: 'event' } },
    BullModule: { statics: { registerQueue: { makes: 'bullmq#Queue' }, forRoot: {} } },
  },
  types: { WorkerHost: { hooks: { process: 'consumer' }, properties: { worker: 'bullmq#Worker' } } },
  notes: ['Queues and workers are closed when the application shuts down; that needs enableShutdownHooks().'],
});
