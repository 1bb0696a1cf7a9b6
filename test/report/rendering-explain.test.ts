import { expect, test } from 'vitest';
import { foldedJson, foldedWords } from '../../src/report/folded.ts';
import { rendered } from '../harness/rendered.ts';

const steps = (text: string): string[] => text.split(/\n\n(?= {1,2}\d+\. )/).slice(1);

test('every step of the how-to that is done on the device is explained, in order', async () => {
  const text = await rendered('fixtures/specs/kaazing.yaml', 'explain', { tmos: '11.3.0' });
  const places = [...text.matchAll(/^ *\d+\. (.*?) {2,}how-to, (.*)$/gm)].map(
    ([, what, place]) => `${place}: ${what}`,
  );
  expect(places).toEqual([
    'step 6: interface 1.1',
    'step 6: interface 1.2',
    'steps 5 and 8: self IP /Common/20.20.20.1',
    'steps 5 and 8: self IP /Common/203.0.113.2',
    'step 7: node /Common/Gateway-1',
    'step 7: node /Common/Gateway-2',
    'step 7: node /Common/Gateway-3',
    'step 9: pool /Common/kaazing-gateways',
    'step 10: iRule /Common/allow-ws',
    'step 11: virtual server /Common/kaazing-ws',
    'step 12: save',
    'step 12: archive kaazing.ucs',
  ]);
  expect(text).toContain('    HTTP::disable\n');
  expect(text).toMatch(/tmsh {2}create ltm node \/Common\/Gateway-1 address 20\.20\.20\.14 /);
});

test.each(['fixtures/specs/kaazing.yaml', 'docs/reference.yaml'])(
  '%s: each step has a purpose, a request and a command, and fits a terminal',
  async (spec) => {
    const text = await rendered(spec, 'explain', { tmos: '17.1.2' });
    for (const step of steps(text)) {
      expect(step).toMatch(
        /^ *\d+\. \S.*\n( {5}\/\S+\n)? {5}[A-Z][\s\S]*?\.\n {5}REST {2}(POST|PATCH) \/mgmt\/tm\/[\s\S]* {5}tmsh {2}\w+ /,
      );
    }
    // What cannot be parted may be longer: a path, a text in quotes.
    const long = steps(text)
      .flatMap((step) => step.replace(/\n {5}… [\s\S]*/, '').split('\n'))
      .filter((line) => !/^ {5}REST {2}[A-Z]+ \S+$/.test(line))
      .filter((line) => line.length > 80 && /^\s*\S+\s+\S+\s+\S+/.test(line.replaceAll(/"[^"]*"/g, '""')));
    expect(long).toEqual([]);
    expect(text).not.toMatch(/monitor-secret|cookie-secret|ucs-secret/);
  },
);

test('words are folded, never cut', () => {
  expect(foldedWords(['aa', 'bb', 'cc'], 5)).toEqual(['aa bb', 'cc']);
  expect(foldedWords(['aa', 'bb', 'cc'], 7, ' \\')).toEqual(['aa bb \\', 'cc']);
  expect(foldedWords(['much-too-long', 'b'], 5)).toEqual(['much-too-long', 'b']);
});

test('JSON is folded to JSON', () => {
  const value = { a: 'x'.repeat(30), list: [{ b: 1, c: null }, []], d: {} };
  for (const width of [10, 20, 60, 200])
    expect(JSON.parse(foldedJson(value, width).join('\n'))).toEqual(value);
  expect(foldedJson(value, 200)).toHaveLength(1);
});
