import { it } from 'vitest';
import { startDevice } from './device.ts';
it('x', async () => {
  let t = Date.now();
  const d = await startDevice();
  console.log('start', Date.now() - t);
  t = Date.now();
  for (let i = 0; i < 5; i++) await (await startDevice()).stop();
  console.log('start x5', Date.now() - t);
  t = Date.now();
  d.reset();
  console.log('reset', Date.now() - t);
  for (let i = 0; i < 5; i++) {
    d.reset();
    t = Date.now();
    const o = await d.apply('fixtures/specs/kaazing.yaml');
    console.log(o.code, Date.now() - t, o.err, d.log.length);
  }
  t = Date.now();
  const o = await d.diff('fixtures/specs/kaazing.yaml');
  console.log(o, Date.now() - t);
  await d.send('POST', 'auth/partition', { name: 'P1' });
  await d.send('POST', 'ltm/pool', { name: 'x', partition: 'P1' });
  console.log(JSON.stringify(await d.send('GET', 'ltm/pool?expandSubcollections=true'), null, 1).slice(0, 6000));
  await d.stop();
});
