import { absolute, parseAddress, printed } from '../../wire/address.ts';
import { mcpd, notFound, tmsh } from '../../wire/errors.ts';
import { inferredCode, inferredText } from '../../inferred.ts';
import { isList, isObject, scalarText, textAt, type Json, type JsonObject } from '../../wire/json.ts';
import type { Draft, KindDefinition, ValueContext, Properties, Work } from '../../objects/kind.ts';
import { byText, nameOf } from '../../wire/names.ts';
import { refersTo, refersToEach } from '../../objects/references.ts';
import { custom, enabled, flag, invalid, number, trueFalse, word } from '../../objects/values.ts';
import { described } from '../parts/metadata.ts';
import { defaultRouteDomain } from '../parts/route-domain.ts';
import { trafficGroup } from '../cm/traffic-group.ts';

// `ltm nat` and `ltm snat`: translation without a virtual server. Keys and defaults as test_nat.py and test_snat.py
// of the Python SDK assert them on devices, and a recording of 14.1.2.1 (genieparser).

const address = custom((value, context) => printedAddress(value, context));

function printedAddress(value: Json, { property, store, partition }: ValueContext): string {
  const input = scalarText(value) ?? '';
  const parsed = parseAddress(input);
  if (!parsed) throw invalid(property, value);
  return printed(parsed, defaultRouteDomain(store, partition));
}

const vlans: Properties = {
  vlansDisabled: flag(true),
  vlansEnabled: flag(),
  vlans: refersToEach('vlan', { sorted: true }),
};

const autoLasthop = word(['default', 'enabled', 'disabled'], 'default');

export const nat: KindDefinition = {
  path: 'ltm/nat',
  word: 'NAT',
  required: ['originatingAddress', 'translationAddress'],
  pairs: [
    ['enabled', 'disabled'],
    ['vlansEnabled', 'vlansDisabled'],
  ],
  properties: {
    appService: described.appService,
    arp: enabled('enabled'),
    autoLasthop,
    description: described.description,
    disabled: flag(),
    enabled: flag(true),
    inheritedTrafficGroup: trueFalse('true'),
    originatingAddress: address,
    trafficGroup: trafficGroup('/Common/traffic-group-1'),
    translationAddress: { ...address, fixed: true },
    unit: number(1),
    ...vlans,
  },
  alias: ({ hidden }) => hidden.translation,
  hooks: {
    prepare: (draft, work) => {
      const input = parseAddress(textAt(draft.props, 'translationAddress') ?? '');
      const domain = defaultRouteDomain(work.store, draft.name.partition);
      if (input) draft.hidden.translation = absolute(input, domain);
    },
    check: ({ kind, key, hidden, props }, { store }) => {
      const twins = store.withAlias(kind, hidden.translation ?? '');
      const other = twins.find((twin) => twin.key !== key);
      if (!other) return;
      const shown = textAt(props, 'translationAddress') ?? '';
      throw mcpd(inferredCode.natAddress, inferredText.natAddress(shown, key, other.key));
    },
  },
};

/** `origins`: one text, several, or objects with a name; networks, printed with their prefix and sorted. */
const origins = custom((value, { property }) => {
  const items = isList(value) ? value : value === '' || value === 'none' ? [] : [value];
  const networks = items.map((item) => network(isObject(item) ? item.name : item, property));
  if (networks.length === 0)
    throw tmsh('one of the following must be specified:\nadd, delete, modify, replace-all-with');
  return [...new Set(networks)].sort(byText).map((name): JsonObject => ({ name }));
});

function network(item: Json | undefined, property: string): string {
  const input = scalarText(item ?? '') ?? '';
  const [host = '', length] = input.split('/');
  const parsed = parseAddress(host);
  const longest = parsed?.version === 6 ? 128 : 32;
  const bits = length === undefined ? longest : Number(length);
  if (!parsed || !Number.isInteger(bits) || bits < 0 || bits > longest) throw invalid(property, input);
  const domain = parsed.routeDomain ? `%${parsed.routeDomain}` : '';
  return `${parsed.ip}${domain}/${bits}`;
}

export const snat: KindDefinition = {
  path: 'ltm/snat',
  word: 'SNAT',
  required: ['origins'],
  pairs: [['vlansEnabled', 'vlansDisabled']],
  tail: ['origins'],
  properties: {
    appService: described.appService,
    autoLasthop,
    automap: flag(),
    description: described.description,
    mirror: enabled('disabled'),
    snatpool: refersTo('ltm/snatpool', { missing: (path) => notFound('SNAT Pool', path) }),
    sourcePort: word(['preserve', 'preserve-strict', 'change'], 'preserve'),
    translation: refersTo('ltm/snat-translation', {
      missing: (path) => notFound('SNAT translation address', path),
    }),
    ...vlans,
    origins,
  },
  hooks: { prepare: prepareSnat },
};

const TARGETS = ['automap', 'snatpool', 'translation'] as const;

/** Exactly one of three says what an address becomes; naming another one switches. */
function prepareSnat({ props, input, name }: Draft, work: Work): void {
  const named = TARGETS.filter((target) => props[target] !== undefined && Object.hasOwn(input, target));
  const [first, second] = named;
  if (first !== undefined && second !== undefined) throw tmsh(inferredText.exclusive(first, second));
  if (first !== undefined)
    for (const target of TARGETS) if (target !== first) Reflect.deleteProperty(props, target);
  if (TARGETS.every((target) => props[target] === undefined))
    throw tmsh(inferredText.snatTarget(name.fullPath));
  const path = textAt(props, 'translation');
  const kind = work.kinds.get('ltm/snat-translation');
  // A translation that is an address comes into being with its SNAT (test_snat.py, issue 863 of the SDK).
  if (kind && path !== undefined && !work.store.find(kind.path, path) && parseAddress(nameOf(path).name))
    work.create(kind, nameOf(path), { address: nameOf(path).name });
}
