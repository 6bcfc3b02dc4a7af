import { defineModel } from '../model.js';

export default defineModel({
  package: '@sentry/node',
  aliases: [
    '@sentry/aws-serverless',
    '@sentry/bun',
    '@sentry/core',
    '@sentry/google-cloud-serverless',
    '@sentry/nestjs',
    '@sentry/nextjs',
  ],
  versions: '>=7',
  checked: '11.12.0',
  docs: 'https://docs.sentry.io/platforms/javascript/guides/node/usage/',
  area: 'logger',
  exports: {
    default: { namespace: true },
    captureException: { function: { concept: 'track', logShape: 'exception' } },
    captureMessage: { function: { concept: 'track', logShape: 'message' } },
    withScope: { function: { callbacks: [{ at: 'Argument[last]', role: 'callback' }] } },
    withIsolationScope: { function: { callbacks: [{ at: 'Argument[last]', role: 'callback' }] } },
    startSpan: { function: { callbacks: [{ at: 'Argument[1]', role: 'callback' }] } },
    flush: { function: {} },
    close: { function: { concept: 'close' } },
  },
  types: {},
  logShapes: {
    exception: { errorAt: [0] },
    // What is no text is taken as by captureException.
    message: { errorAt: [0] },
  },
  notes: ['`captureMessage(err.message)` records a text without the stack.'],
});
