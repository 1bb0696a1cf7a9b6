import { readFile } from 'node:fs/promises';
import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { version } from '../src/model/version.ts';
import { parseSpec } from '../src/spec/spec.ts';
import { desiredObjects } from '../src/targets/bigip/desired.ts';
import { checkRules } from '../src/targets/bigip/lint/registry.ts';
import { fastl4 } from '../src/targets/bigip/websocket/fastl4.ts';
import { irule } from '../src/targets/bigip/websocket/irule.ts';
import { native } from '../src/targets/bigip/websocket/native.ts';
import { profile } from '../src/targets/bigip/websocket/profile.ts';
import { tcp } from '../src/targets/bigip/websocket/tcp.ts';

// docs/websockets.md: its snippets are specs that no rule warns of, and its numbers those of the code.

const markdown = await readFile(new URL('../docs/websockets.md', import.meta.url), 'utf8');
const snippets = [...markdown.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(([, text = '']) => text);

/** What a snippet takes for granted. */
const AROUND = {
  version: 1,
  name: 'app',
  nodes: { a: '10.0.0.1', b: '10.0.0.2' },
  pools: {
    app: {
      method: 'least-connections-member',
      monitors: ['/Common/tcp'],
      serviceDownAction: 'reset',
      members: { a: 8080, b: 8080 },
    },
    pages: { monitors: ['/Common/http'], members: { a: 80 } },
  },
};

describe('docs/websockets.md', () => {
  it('has snippets', () => expect(snippets.length).toBeGreaterThan(2));

  it.each(snippets)('no rule warns of %s', async (snippet) => {
    const text = JSON.stringify({ ...AROUND, ...(load(snippet) as object) });
    const parsed = await parseSpec({ file: 'spec.yaml', text, varsFile: undefined, vars: [], env: {} });
    if (Array.isArray(parsed)) throw new Error(JSON.stringify(parsed));
    const tmos = version('17.1.2');
    const files = new Map<string, string>();
    const { objects, findings } = desiredObjects(parsed.spec, tmos, files);
    const all = [
      ...findings,
      ...checkRules({ spec: parsed.spec, objects, files, version: tmos, now: new Date() }),
    ];
    expect(all.filter(({ severity }) => severity !== 'note')).toEqual([]);
  });

  it.each([native, profile, irule, tcp, fastl4])('says from when there is $name', ({ name, since }) => {
    expect(markdown).toMatch(new RegExp(`^\\| \`${name}\` +\\| ${since} +\\|`, 'm'));
  });

  it('multiplies as the rule for ports does', () => {
    const rows = [...markdown.matchAll(/^\| (?:`automap`|a pool of (\d)) +\| (\d) +\| ([\d,]+) +\|$/gm)];
    expect(rows).toHaveLength(3);
    for (const [, addresses = '1', members, most = ''] of rows)
      expect(Number(most.replaceAll(',', ''))).toBe(64_000 * Number(addresses) * Number(members));
  });
});
