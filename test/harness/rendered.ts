import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runRender } from '../../src/commands/render.ts';
import type { REPORTS } from '../../src/report/registry.ts';
import { FIXTURE_ENV } from './fixtures.ts';
import { capturedIo } from './io.ts';

export interface RenderOptions {
  readonly tmos?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Where a spec that is a value is written. */
  readonly folder?: string;
}

/** What `render` prints of a spec, which is a file or a value. */
export async function rendered(
  spec: string | object,
  format: keyof typeof REPORTS.render,
  { tmos, env = FIXTURE_ENV, folder = '.' }: RenderOptions = {},
): Promise<string> {
  const file = typeof spec === 'string' ? spec : join(folder, 'spec.json');
  if (typeof spec !== 'string') writeFileSync(file, JSON.stringify(spec));
  const { io, out } = capturedIo();
  const { signal } = new AbortController();
  const deps = {
    io,
    env,
    cwd: process.cwd(),
    debug: false,
    signal,
    uninterrupted: <T>(work: () => Promise<T>) => work(),
  };
  await runRender(file, { format, ...(tmos === undefined ? {} : { tmos }) }, deps);
  return out();
}
