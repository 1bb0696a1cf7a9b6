import type * as timers from 'node:timers/promises';
import { vi } from 'vitest';
import { proveMatrix } from './matrix.ts';

vi.mock('node:timers/promises', async (original) => {
  const { hurried } = await import('./hurry.ts');
  return hurried(await original<typeof timers>());
});

proveMatrix(0, 2);
