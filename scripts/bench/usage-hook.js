// Loaded with `--import` into a measured process: writes what it used when it ends.
import { writeFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';

if (isMainThread && process.env.BENCH_OUT) {
  process.on('exit', () => {
    const { user, system } = process.cpuUsage();
    const used = { cpu: (user + system) / 1e6, wall: performance.now() / 1e3, peak: process.resourceUsage().maxRSS / 1024 };
    writeFileSync(process.env.BENCH_OUT, JSON.stringify(used));
  });
}
