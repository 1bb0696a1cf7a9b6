import { notFound } from '../../wire/errors.ts';
import { isList, isObject, type Json, scalarText } from '../../wire/json.ts';
import type { KindDefinition, Property } from '../../objects/kind.ts';
import { resolveName } from '../../objects/references.ts';
import { flag, invalid, number, text } from '../../objects/values.ts';

/** What is watched: pools by their path, trunks by their name, each with its weight. */
function watched(family: 'ltm/pool' | 'net/trunk', word: string): Property {
  const pathOf = (item: Json) => (isObject(item) ? (scalarText(item.name) ?? '') : '');
  return {
    normalise: (value, context) => {
      if (value === 'none' || value === '') return undefined;
      if (!isList(value)) throw invalid(context.property, value);
      const items = value.map((item) => {
        const name = isObject(item) ? scalarText(item.name) : undefined;
        if (!isObject(item) || name === undefined) throw invalid(context.property, item);
        return {
          name: family === 'ltm/pool' ? resolveName(name, family, context) : name,
          attribute: scalarText(item.attribute) ?? 'percent-up-members',
          minimumThreshold: amount(item.minimumThreshold, 0),
          weight: amount(item.weight, 10),
        };
      });
      return items.length === 0 ? undefined : items;
    },
    reference: {
      family,
      link: false,
      targets: (value) => (isList(value) ? value.map(pathOf) : []),
      missing: (path) => notFound(word, path),
    },
  };
}

function amount(value: Json | undefined, initial: number): number {
  const input = Number(scalarText(value) ?? initial);
  if (!Number.isInteger(input) || input < 0) throw invalid('weight', value ?? '');
  return input;
}

/** Health of pools and trunks that decides a failover; without a peer it decides nothing. */
export const haGroup: KindDefinition = {
  path: 'sys/ha-group',
  word: 'HA group',
  naming: 'plain',
  pairs: [['enabled', 'disabled']],
  properties: {
    activeBonus: number(10),
    description: text(),
    disabled: flag(),
    enabled: flag(true),
    pools: watched('ltm/pool', 'Pool'),
    trunks: watched('net/trunk', 'trunk'),
  },
};
