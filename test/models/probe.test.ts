import { describe, expect, it } from 'vitest';
import { callProbes, loggerProbes } from '../../scripts/models/probes/all.js';
import { probesOfCall } from '../../scripts/models/probes/call-probe.js';
import { waysOf } from '../../scripts/models/probes/loggers.js';
import { ends, shows, waits } from '../../scripts/models/probes/probe.js';
import { isShown } from '../../scripts/models/probes/run.js';
import { MODELS } from '../../src/models/index.js';
import type { LibraryModel } from '../../src/models/model.js';

describe('what a case must show', () => {
  it.each([
    ['a limit that ended the call', ends(''), { ms: 320, error: 'late' }, { ms: null }, true],
    ['a limit that ended nothing', ends(''), { ms: null }, { ms: null }, false],
    ['an answer is no end by a limit', ends(''), { ms: 320 }, { ms: null }, false],
    ['what fails at once proves nothing', ends(''), { ms: 10, error: 'refused' }, { ms: null }, false],
    ['what fails in the same way without the limit proves nothing', ends(''), { ms: 900, error: 'refused' }, { ms: 1000, error: 'refused' }, false],
    ['a call that still waits', waits(''), { ms: null }, undefined, true],
    ['a call that ended', waits(''), { ms: 10 }, undefined, false],
    ['true', shows('', ''), { ms: 10, value: true }, undefined, true],
    ['anything else', shows('', ''), { ms: 10, value: 1 }, undefined, false],
  ])('%s', (_, test, seen, whenUnset, expected) => {
    expect(isShown(test, seen, whenUnset)).toBe(expected);
  });
});

it('a call is made with and without its limits, and read to its end where the server stops after the headers', () => {
  const limit = { unit: 'ms', default: null } as const;
  const model = { timeouts: { total: { ...limit, covers: 'call' }, first: { ...limit, covers: 'headers' } } } as unknown as LibraryModel;
  const [silent, headers] = probesOfCall({ package: 'x', call: 'get(OPTIONS)', limits: { total: '1', first: '2' }, read: 'read(CALL)' }, model);
  expect(Object.entries(silent!.cases).map(([id, { run, shows: must }]) => [id, run, must])).toEqual([
    ['default', 'get((undefined))', 'waits'],
    ['timeouts.total', 'get((1))', 'ends'],
    ['timeouts.first', 'get((2))', 'ends'],
  ]);
  expect(Object.entries(headers!.cases).map(([id, { run, shows: must }]) => [id, run, must])).toEqual([
    ['default after headers', 'read(get((undefined)))', 'waits'],
    ['timeouts.total after headers', 'read(get((1)))', 'ends'],
    ['timeouts.first after headers', 'read(get((2)))', 'waits'],
  ]);
});

it('a logger is called in every way that its shape speaks of', () => {
  const ways = waysOf({ errorAt: [0], objectAt: 0, errorKeys: ['err'], fix: '({ err: $error }, $message)' }, {}, {});
  const texts = (keeps: boolean) => ways.filter((way) => way.keeps === keeps).map(({ text }) => text);
  expect(texts(true)).toEqual(['(error)', '({ err: error }, text)']);
  expect(texts(false)).toEqual(['(text, error)', '(text, text, error)', '({ error: error }, text)', '({ failure: error }, text)', '(error.message)']);
});

describe('every probe', () => {
  it('is of a model, and of time limits that it has', () => {
    const unknown = callProbes(MODELS).flatMap(([probe, model]) =>
      Object.keys(probe.cases).flatMap((id) => {
        const limit = /^timeouts\.(\w+)/.exec(id)?.[1];
        // One without any has those of the model that its types belong to.
        return limit !== undefined && model.timeouts && !model.timeouts[limit] ? [`${probe.package}: ${id}`] : [];
      }),
    );
    expect(unknown).toEqual([]);
  });

  it('of a logger is of a shape that its model has', () => {
    const unknown = loggerProbes(MODELS).flatMap(([probe, , shapes]) => Object.keys(probe.calls).filter((id) => !shapes.logShapes?.[id]));
    expect(unknown).toEqual([]);
  });
});
