import { describe, expect, it } from 'vitest';
import { cronPeriod } from '../../../src/analysis/jobs/cron.js';
import { describeMs } from '../../../src/analysis/jobs/words.js';

describe('cronPeriod', () => {
  it.each([
    ['* * * * *', 60_000],
    ['*/5 * * * *', 300_000],
    ['0 * * * *', 3_600_000],
    ['0 */2 * * *', 7_200_000],
    ['0 3 * * *', 86_400_000],
    ['0,20,30 * * * *', 600_000],
    ['10-50 * * * *', 60_000],
    ['*/10 * * * * *', 10_000],
    ['0 0 0 * * *', 86_400_000],
    ['@hourly', 3_600_000],
    ['every five minutes', null],
    ['', null],
  ])('%s', (pattern, expected) => {
    expect(cronPeriod(pattern)).toBe(expected);
  });
});

describe('describeMs', () => {
  it.each([
    [60_000, 'minute'],
    [300_000, '5 minutes'],
    [90_000, '90 seconds'],
    [250, '250 ms'],
    [86_400_000, 'day'],
  ])('%d', (ms, expected) => {
    expect(describeMs(ms)).toBe(expected);
  });
});
