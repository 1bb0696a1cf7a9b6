import { parseAddress } from '../../wire/address.ts';
import { scalarText } from '../../wire/json.ts';
import type { KindDefinition, Properties } from '../../objects/kind.ts';
import { custom, enabled, invalid, listOfTexts, number, rawText, text } from '../../objects/values.ts';
import { singleton } from '../parts/singleton.ts';

// `sys ntp` with its restrictions, and `sys dns`, as recorded on 12.1.0 (f5-ansible) and 14.1.2.1 (genieparser).

const FLAGS =
  'defaultEntry ignore kod limited lowPriorityTrap noModify noPeer noQuery noServePackets noTrap noTrust nonNtpPort ntpPort version';

/** An address; what is none is refused. */
const address = custom((value, { property }) => {
  const input = scalarText(value) ?? '';
  if (input === '' || input === 'none') return undefined;
  if (!parseAddress(input)) throw invalid(property, value);
  return input;
});

const restriction: Properties = {
  address,
  description: text(),
  mask: address,
  ...Object.fromEntries(FLAGS.split(' ').map((name) => [name, enabled('disabled')])),
};

/** Restrictions lost their partition in 12.1 (test_ntp.py of the Python SDK). */
const restrict: KindDefinition = {
  path: 'restrict',
  word: 'NTP restriction',
  naming: 'plain',
  properties: restriction,
};

const names = custom((value, { property }) => {
  const list = listOfTexts(value, property);
  return list.length === 0 ? undefined : list;
});

const addresses = custom((value, { property }) => {
  const list = listOfTexts(value, property);
  const strange = list.find((item) => !parseAddress(item));
  if (strange !== undefined) throw invalid(property, strange);
  return list.length === 0 ? undefined : list;
});

export const ntp: KindDefinition = {
  ...singleton('sys/ntp', {
    description: text(),
    servers: names,
    timezone: rawText('America/Los_Angeles'),
  }),
  children: [
    { ...restrict, naming: 'partition', until: '12.1' },
    { ...restrict, since: '12.1' },
  ],
};

export const dns = singleton('sys/dns', {
  description: text(),
  nameServers: addresses,
  numberOfDots: number(0, { since: '14.0' }),
  search: names,
});
