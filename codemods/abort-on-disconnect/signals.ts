/** The text of the module that makes a signal of a response: TypeScript, in the style that `restyle` takes. */
export function printSignals(): string {
  return `import type { ServerResponse } from 'node:http';

const signals = new WeakMap<ServerResponse, AbortSignal>();

/** Aborted when the client goes away before it has its answer. One signal for each response. */
export function signalOf(response: ServerResponse): AbortSignal {
  const present = signals.get(response);
  if (present) return present;
  const controller = new AbortController();
  const end = () => {
    if (!response.writableFinished) controller.abort();
  };
  if (response.destroyed) end();
  else response.once('close', end);
  signals.set(response, controller.signal);
  return controller.signal;
}
`;
}
