import { configurationError, notFound } from '../../wire/errors.ts';
import type { Json, JsonObject } from '../../wire/json.ts';
import type { KindDefinition, Property } from '../../objects/kind.ts';
import { refersTo, refersToEach } from '../../objects/references.ts';
import { number, text, readOnly, trueFalse, word } from '../../objects/values.ts';

export const LOCAL_ONLY = '/Common/traffic-group-local-only';

/** HA groups have no partition. */
const haGroup: Property = {
  ...text(),
  reference: {
    family: 'sys/ha-group',
    link: true,
    targets: (value) => (typeof value === 'string' ? [value] : []),
    missing: (name) => notFound('HA group', name),
  },
};

export const trafficGroupKind: KindDefinition = {
  path: 'cm/traffic-group',
  word: 'Traffic Group',
  properties: {
    autoFailbackEnabled: trueFalse('false'),
    autoFailbackTime: number(60),
    description: text(),
    failoverMethod: word(['ha-order', 'ha-score'], 'ha-order'),
    haGroup,
    haLoadFactor: number(1),
    haOrder: refersToEach('cm/device', { missing: (path) => notFound('device', path) }),
    isFloating: readOnly('true'),
    mac: text('none'),
    monitor: readOnly({}),
    unitId: readOnly(1),
  },
  builtIns: [
    { name: 'traffic-group-1' },
    { name: 'traffic-group-local-only', props: { isFloating: 'false', unitId: 0 } },
  ],
};

/** A relative name is not looked up in /Common here (f5-ansible#229). */
export function trafficGroup(initial?: Property['initial']): Property {
  const base = refersTo('cm/traffic-group', {
    ownPartitionOnly: true,
    missing: (target) => configurationError(`Traffic group (${target}) does not exist.`),
  });
  return {
    ...base,
    ...(initial === undefined ? {} : { initial }),
    normalise: (value, context) => (value === 'default' ? undefined : base.normalise(value, context)),
  };
}

/** What follows from the traffic group an address is in. */
export function floatingOf(group: Json | undefined): JsonObject {
  return group === LOCAL_ONLY || group === 'none'
    ? { floating: 'disabled', unit: 0 }
    : { floating: 'enabled', unit: 1 };
}
