import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

/** They run the tool as it ships, so it is packed for them; the others start without waiting for that. */
const OF_THE_TOOL = [
  'cases',
  'ci-docs',
  'cli',
  'interruption',
  'invalid',
  'pack',
  'proof/signals',
  'readme',
  'rehearse',
  'schemas',
  'status',
  'verify',
].map((name) => `test/${name}.test.ts`);

/** They replace modules, or what modules read, for themselves. */
const ALONE = ['proof/faults-1', 'proof/faults-2', 'laws/lies', 'laws/lying-device', 'mock/conx'].map(
  (name) => `test/${name}.test.ts`,
);

export default defineConfig({
  root: resolve(import.meta.dirname, '..'),
  test: {
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // One more than the cores of CI: some tests wait for a silent server. Each server binds a free port of its own.
    maxWorkers: 3,
    // Tests that run at the same time in one file start a process each.
    maxConcurrency: 3,
    projects: [
      {
        extends: true,
        test: { name: 'tool', include: OF_THE_TOOL, globalSetup: 'test/harness/pack.ts' },
      },
      {
        extends: true,
        // Files share the modules of src/, which keep no state: loading them anew for each took a third of the time.
        test: {
          name: 'sources',
          include: ['test/**/*.test.ts'],
          exclude: [...OF_THE_TOOL, ...ALONE],
          isolate: false,
        },
      },
      {
        extends: true,
        test: { name: 'alone', include: ALONE },
      },
    ],
  },
});
