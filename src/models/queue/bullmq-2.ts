import { defineModel, type TypeModel } from '../model.js';
import bullmq from './bullmq.js';

const { Queue, ...types } = bullmq.types;
// Schedulers of jobs came later; what was delayed or stalled needs a scheduler of its own.
const { upsertJobScheduler: _, 'remove|drain|clean|obliterate|pause|resume|removeJobScheduler': writes, ...members } = Queue!.members!;
const queue: TypeModel = { ...Queue, members: { ...members, 'remove|drain|clean|obliterate|pause|resume': writes! } };
const scheduler: TypeModel = {
  members: { run: { concept: 'consume' }, close: { concept: 'close' }, 'on|once': members['on|once|addListener']! },
  lifecycle: { stage: 'worker', close: '$.close()' },
};

export default defineModel({
  ...bullmq,
  versions: '>=1 <2',
  checked: '1.91.1',
  older: [],
  exports: { ...bullmq.exports, QueueScheduler: { class: 'QueueScheduler', construction: { options: 1 } } },
  types: { ...types, Queue: queue, QueueScheduler: scheduler },
  notes: [...(bullmq.notes ?? []), 'Until 2 delayed jobs, retries and stalled jobs only go on where a QueueScheduler of the queue runs; it is one more thing to close.'],
});
