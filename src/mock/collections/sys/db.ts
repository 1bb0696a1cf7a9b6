import { mcpd } from '../../wire/errors.ts';
import { inferredCode, inferredText } from '../../inferred.ts';
import { textAt } from '../../wire/json.ts';
import type { Draft, KindDefinition } from '../../objects/kind.ts';
import { rawText, readOnly } from '../../objects/values.ts';

// `sys db`: variables that clients of a BIG-IP read or set. Shape captured on 11.6.1 (f5-ansible) and 14.1.2
// (f5-telemetry-streaming). A device has some two thousand; one that is not here is not found.

interface Variable {
  readonly value: string;
  readonly range: string;
  /** Whether it goes into a single configuration file. */
  readonly scf?: boolean;
  /** What a set-up device has, where that is not the default. */
  readonly now?: string;
}

const ENABLE: Variable = { value: 'disable', range: 'disable enable' };
const ENABLED: Variable = { value: 'enable', range: 'disable enable' };
const TRUE: Variable = { value: 'true', range: 'false true' };
const FALSE: Variable = { value: 'false', range: 'false true' };
const whole = (value: string, min: number, max: number): Variable => ({
  value,
  range: `integer min:${min} max:${max}`,
});
const words = (value: string): Variable => ({ value, range: 'string' });

/** Names and defaults from the documentation and sources of the clients that use them (docs/mock.md). */
const VARIABLES: Readonly<Record<string, Variable>> = {
  'config.allow.rfc3927': ENABLE,
  'config.auditing': { value: 'enable', range: 'disable enable verbose all' },
  'configsync.allowmanagement': ENABLE,
  'connection.autolasthop': ENABLED,
  'connection.syncookies.threshold': whole('16384', 0, 4294967295),
  'dhclient.mgmt': ENABLED,
  'dns.cache': ENABLE,
  'failover.linksup': whole('0', 0, 65535),
  'failover.nettimeoutsec': whole('3', 1, 4294967295),
  'icrd.timeout': whole('60', 30, 2147483647),
  'iptunnel.configsync': ENABLE,
  'license.operational': { ...TRUE, value: 'false', now: 'true', scf: false },
  'liveinstall.checksig': ENABLE,
  'ltm.configtime': { ...words('0'), scf: false },
  'provision.1nic': { value: 'disable', range: 'disable enable forced_enable', scf: false },
  'provision.action': { value: 'none', range: 'none reboot reloadcfg restart', scf: false },
  'provision.cpu.afm': { ...whole('0', 0, 100), scf: false },
  'provision.extramb': whole('0', 0, 8192),
  'restjavad.timeout': whole('60', 30, 2147483647),
  'restjavad.useextramb': FALSE,
  'restnoded.timeout': whole('60', 30, 2147483647),
  'setup.run': { ...FALSE, value: 'true', now: 'false', scf: false },
  'statemirror.clustermirroring': { value: 'between', range: 'between within' },
  'systemauth.disablebash': FALSE,
  'systemauth.disablerootlogin': FALSE,
  'systemauth.primaryadminuser': words('admin'),
  'tm.fairqueue.enabled': ENABLE,
  'tmm.tcp.rst.cause.log': ENABLE,
  'tmm.tcp.rst.cause.pkt': ENABLE,
  'ui.advisory.color': { value: 'blue', range: 'blue green orange red yellow' },
  'ui.advisory.enabled': FALSE,
  'ui.advisory.text': words(''),
  'ui.system.preferences.recordsperscreen': whole('10', 1, 100),
  'ui.system.preferences.startscreen': words('welcome'),
};

export const db: KindDefinition = {
  path: 'sys/db',
  word: 'BIGdb variable',
  naming: 'plain',
  methods: ['GET', 'PATCH', 'PUT'],
  properties: {
    defaultValue: readOnly(),
    scfConfig: readOnly('true'),
    value: rawText(),
    valueRange: readOnly(),
  },
  builtIns: Object.entries(VARIABLES).map(([name, { value, range, scf = true, now = value }]) => ({
    name,
    props: { defaultValue: value, scfConfig: String(scf), value: now, valueRange: range },
  })),
  hooks: { prepare: checkValue },
};

function checkValue({ props, name }: Draft): void {
  const value = textAt(props, 'value') ?? '';
  const range = textAt(props, 'valueRange') ?? 'string';
  if (!isInRange(value, range)) {
    throw mcpd(inferredCode.dbValue, inferredText.dbValue(name.name, value, range));
  }
}

function isInRange(value: string, range: string): boolean {
  if (range === 'string') return true;
  const limits = /^integer min:(\d+) max:(\d+)$/.exec(range);
  if (!limits) return range.split(' ').includes(value);
  const [, min = '', max = ''] = limits;
  return /^\d+$/.test(value) && Number(value) >= Number(min) && Number(value) <= Number(max);
}
