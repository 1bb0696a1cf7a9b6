import { readFileSync } from 'node:fs';
import { it } from 'vitest';
import { startDevice } from '../harness/device.ts';
it('x', async () => {
  const lines = readFileSync('/tmp/t/scratch.txt', 'utf8').split('\n');
  const at = lines.findIndex((l) => l.startsWith('###') && new RegExp(process.env.PAT ?? '').test(l));
  const ex = lines.slice(at).find((l) => /^[[{]/.test(l))!;
  let list = JSON.parse(ex); if (!Array.isArray(list)) list = [list];
  if (Array.isArray(list[0])) { console.log(list[0]); list = list.slice(1); }
  if (process.env.SIMPLE) for (const s of list) for (const k of process.env.SIMPLE.split(',')) delete s[k];
  const d = await startDevice();
  for (const s of list) {
    d.log.length = 0;
    const o = await d.apply(s);
    console.log(JSON.stringify(s), '\n', o.code, o.out, '\n', o.error);
    if (o.code) {
      console.log(d.log.filter((l) => l.method !== 'GET').map((l) => `${l.status} ${l.method} ${l.url} ${JSON.stringify(l.body)}`).join('\n').slice(0, 12000));
      console.log((await d.diff(s)).out);
    }
  }
  await d.stop();
});
