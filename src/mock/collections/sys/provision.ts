import type { BuiltIn, KindDefinition } from '../../objects/kind.ts';
import { number, word } from '../../objects/values.ts';

/** As captured on 14.1.2.1 (without cgnat), 15.1.0.1 (with both) and 16.0.0 (without am). */
const MODULES = 'afm am apm asm avr cgnat dos fps gtm ilx lc ltm pem sslo swg urldb'.split(' ');

const MODULE_VERSIONS: Readonly<Record<string, Pick<BuiltIn, 'since' | 'until'>>> = {
  am: { until: '16.0' },
  cgnat: { since: '15.0' },
};

export const provision: KindDefinition = {
  path: 'sys/provision',
  word: 'provision',
  naming: 'plain',
  methods: ['GET', 'PATCH', 'PUT'],
  properties: {
    cpuRatio: number(0),
    diskRatio: number(0),
    level: word(['none', 'minimum', 'nominal', 'dedicated', 'custom'], 'none'),
    memoryRatio: number(0),
  },
  builtIns: MODULES.map((name) => ({
    name,
    props: name === 'ltm' ? { level: 'nominal' } : {},
    ...MODULE_VERSIONS[name],
  })),
};
