import fc from 'fast-check';
import { writeFileSync } from 'node:fs';
import { it } from 'vitest';
import { startDevice } from '../harness/device.ts';
import { snapshot } from '../harness/snapshot.ts';
import { specs } from '../harness/specs.ts';

function diffOf(a: any, b: any, at = ''): string[] {
  if (JSON.stringify(a) === JSON.stringify(b)) return [];
  if (typeof a !== 'object' || typeof b !== 'object' || !a || !b) return [`${at}: alone ${JSON.stringify(a)} / after ${JSON.stringify(b)}`];
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].flatMap((k) => diffOf(a[k], b[k], `${at} > ${k}`));
}
it('x', { timeout: 600000 }, async () => {
  const d = await startDevice();
  const pairs = fc.sample(fc.tuple(specs, specs), { numRuns: Number(process.env.N ?? 100), seed: Number(process.env.SEED ?? 7) });
  const problems = new Map<string, { n: number; ex: unknown }>();
  let ok = 0;
  const add = (k: string, ex: unknown) => {
    const key = k.replace(/transaction[\/ ]\d+/g, 'transaction/N').replace(/(\/Tenant|\/Common)(\/app)?(\/deep)?/g,'').replace(/\b[pnwmrv]\d\b/g,'X').replace(/[\d.]+\d(:\d+)?|2001:\S+/g,'#').slice(0, 300);
    const p = problems.get(key) ?? { n: 0, ex };
    p.n++;
    if (JSON.stringify(ex).length < JSON.stringify(p.ex).length) p.ex = ex;
    problems.set(key, p);
  };
  for (const [a, b] of pairs) {
    try {
      d.reset();
      const o1 = await d.apply(b);
      if (o1.code) { add(`B alone ${o1.code} ${o1.error}`, b); continue; }
      const alone: any = await snapshot(d);
      d.reset();
      const o2 = await d.apply(a);
      if (o2.code) { add(`A alone ${o2.code} ${o2.error}`, a); continue; }
      const o3 = await d.apply(b);
      if (o3.code) { add(`A to B ${o3.code} ${o3.error}`, [a, b]); continue; }
      const after: any = await snapshot(d);
      const df = diffOf(alone, after).filter((x) => !/net\/vlan.*> tag:/.test(x));
      if (df.length) add(`differs ${df[0]?.replace(/^ > [^>]*>/, '')}`, [df, a, b]);
      else ok++;
    } catch (e) { add(`threw ${(e as Error).stack?.slice(0, 300)}`, [a, b]); }
  }
  let out = `ok ${ok} of ${pairs.length}\n`;
  for (const [k, { n, ex }] of [...problems].sort((x, y) => y[1].n - x[1].n)) out += `\n### ${n}x ${k}\n${JSON.stringify(ex).slice(0, 6000)}\n`;
  writeFileSync('/tmp/t/scratch.txt', out);
  await d.stop();
});
