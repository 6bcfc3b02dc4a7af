import type { Call, Callback } from '../model.js';

/** The row of an emitter's `on`: what its listeners are passed, by event; an `error` event passes the error. */
export function listening(events: Record<string, Callback['params']> = {}): Call {
  const listener: Callback = { at: 'Argument[1]', role: 'listener' };
  return {
    concept: 'event',
    eventAt: 'Argument[0]',
    returns: 'self',
    callbacks: [listener],
    events: Object.fromEntries(
      Object.entries({ error: ['error'], ...events } as Record<string, Callback['params']>).map(([names, params]) => [
        names,
        { callbacks: [{ ...listener, params }] },
      ]),
    ),
  };
}
