import { describe, expect, it } from 'vitest';
import { placesText, type TrafficFlags, trafficOptions } from '../../src/commands/mock-traffic.ts';
import { capturedIo } from '../harness/io.ts';

const read = (flags: TrafficFlags) => trafficOptions(flags, capturedIo().io);

describe('the flags of traffic', () => {
  it('are nothing without --traffic', () => {
    expect(read({})).toBeUndefined();
  });

  it('say where addresses are and how fast time passes', () => {
    const flags = { traffic: true, map: ['auto', '203.0.113.10:80=127.0.0.1:8080'], timeScale: '2.5' };
    expect(read(flags)).toMatchObject({
      map: 'auto',
      places: { '203.0.113.10:80': '127.0.0.1:8080' },
      timeScale: 2.5,
    });
  });

  it.each<[TrafficFlags, string]>([
    [{ map: ['auto'] }, '--map says how traffic passes, and none does'],
    [{ timeScale: '2' }, '--time-scale says how traffic passes'],
    [{ traffic: true, map: ['203.0.113.10:80'] }, '--map must be auto or'],
    [{ traffic: true, map: ['a=b=c'] }, '--map must be auto or'],
    [{ traffic: true, map: ['a:1=127.0.0.1:1', 'a:1=127.0.0.1:2'] }, '--map says twice where a:1 is'],
    [{ traffic: true, timeScale: '0' }, '--time-scale must be a number above 0'],
    [{ traffic: true, timeScale: '1e9' }, '--time-scale must be a number above 0'],
    [{ traffic: true, timeScale: 'fast' }, '--time-scale must be a number above 0'],
  ])('%j is refused', (flags, words) => {
    expect(() => read(flags)).toThrow(words);
  });

  it('the table has a line for each place, and says why one is not carried', () => {
    const text = placesText([
      {
        of: 'virtual',
        path: '/Common/v',
        address: '2001:db8::1',
        port: 80,
        at: { address: '127.0.0.1', port: 20001 },
      },
      {
        of: 'member',
        path: '/Common/p:n:0',
        address: '10.0.0.1',
        port: 0,
        at: undefined,
        why: 'takes any port',
      },
    ]);
    expect(text.split('\n')).toEqual([
      'traffic:',
      '  virtual server  /Common/v      [2001:db8::1]:80  at 127.0.0.1:20001',
      '  member          /Common/p:n:0  10.0.0.1:any      not carried: takes any port',
    ]);
  });
});
