import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Deps } from '../../src/commands/deps.ts';
import { loadSpec } from '../../src/commands/load/load.ts';
import { runRender } from '../../src/commands/render.ts';
import type { ObjectSet } from '../../src/model/object.ts';
import type { REPORTS } from '../../src/report/registry.ts';
import { desiredState } from '../../src/run/desired.ts';
import { loadTarget } from '../../src/targets/registry.ts';
import { FIXTURE_ENV } from './fixtures.ts';
import { type Captured, capturedIo } from './io.ts';

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
  options: RenderOptions = {},
): Promise<string> {
  const { deps, said } = depsOf(options);
  await runRender(fileOf(spec, options), { format, ...tmosOf(options) }, deps);
  return said.out();
}

/** The objects that a spec comes to, secrets and all. */
export async function desiredObjects(spec: string | object, options: RenderOptions): Promise<ObjectSet> {
  const target = await loadTarget('bigip');
  const loaded = await loadSpec(fileOf(spec, options), {}, depsOf(options).deps);
  return desiredState(target, loaded, options.tmos ?? target.assumedVersion).objects;
}

function fileOf(spec: string | object, { folder = '.' }: RenderOptions): string {
  if (typeof spec === 'string') return spec;
  const file = join(folder, 'spec.json');
  writeFileSync(file, JSON.stringify(spec));
  return file;
}

function depsOf({ env = FIXTURE_ENV }: RenderOptions): { deps: Deps; said: Captured } {
  const said = capturedIo();
  const { signal } = new AbortController();
  const uninterrupted: Deps['uninterrupted'] = (work) => work();
  return { deps: { io: said.io, env, cwd: process.cwd(), debug: false, signal, uninterrupted }, said };
}

function tmosOf({ tmos }: RenderOptions): { tmos?: string } {
  return tmos === undefined ? {} : { tmos };
}
