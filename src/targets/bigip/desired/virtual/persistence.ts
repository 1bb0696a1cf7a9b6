import type { Fields, Value } from '../../../../model/object.ts';
import type { VirtualServer } from '../../../../spec/schema/schema.ts';
import { onOff, unsetText } from '../../resources/field.ts';
import type { Draft } from '../draft.ts';
import { rules } from '../rules.ts';
import { own, type Place } from './own.ts';

type Own = Exclude<VirtualServer['persistence'], string>;
type Recorded = Exclude<Own, { type: 'cookie' }>;

/** What the device calls each type, what one of its own has behind its name, and what it is made from. */
const TYPES = {
  cookie: ['cookie', 'cookie', '/Common/cookie'],
  'source-address': ['source-addr', 'source', '/Common/source_addr'],
  'destination-address': ['dest-addr', 'destination', '/Common/dest_addr'],
  ssl: ['ssl', 'session', '/Common/ssl'],
  universal: ['universal', 'universal', '/Common/universal'],
  hash: ['hash', 'hash', '/Common/hash'],
} as const;

/** The built-in profiles that keep records, as maps. */
const RECORDED: Readonly<Record<string, Recorded>> = {
  'source-address': { type: 'source-address', timeout: 180, mask: 'none' },
  'destination-address': { type: 'destination-address', timeout: 180, mask: 'none' },
  ssl: { type: 'ssl', timeout: 300 },
};

/**
 * The persistence profile of a virtual server, or none. `isShared`: for several listeners, each of which would
 * keep records of its own else (device-facts: match-across).
 */
export function draftPersistence(
  draft: Draft,
  written: VirtualServer['persistence'],
  place: Place,
  isShared: boolean,
): Value {
  const setting = typeof written === 'string' && isShared ? (RECORDED[written] ?? written) : written;
  if (typeof setting === 'string') return namedPersistence(setting);
  const [type, suffix, defaultsFrom] = TYPES[setting.type];
  const fields =
    setting.type === 'cookie'
      ? cookie(setting)
      : { ...recorded(draft, setting, place), matchAcrossVirtuals: onOff(isShared) };
  return own(draft, `ltm/persistence/${type}`, place, suffix, { defaultsFrom, ...fields });
}

/** A built-in profile by its word, or one on the device by its path. */
export function namedPersistence(setting: string): Value {
  if (setting === 'none') return null;
  return Object.entries(TYPES).find(([word]) => word === setting)?.[1][2] ?? setting;
}

function recorded(draft: Draft, setting: Recorded, { at }: Place): Fields {
  return {
    timeout: setting.timeout,
    ...('mask' in setting ? { mask: unsetText(setting.mask) } : {}),
    ...('rule' in setting
      ? { rule: draft.resolve(rules, setting.rule, [...at, 'persistence', 'rule']) }
      : {}),
  };
}

function cookie(setting: Extract<Own, { type: 'cookie' }>): Fields {
  const encrypted = setting.encryption !== 'disabled';
  return {
    method: 'insert',
    cookieName: unsetText(setting.cookieName),
    secure: onOff(setting.secure),
    httponly: onOff(setting.httpOnly),
    cookieEncryption: setting.encryption,
    cookieEncryptionPassphrase: encrypted ? unsetText(setting.passphrase) : null,
    expiration: setting.expiration,
  };
}
