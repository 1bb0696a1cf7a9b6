import type { Value } from '../../../../model/object.ts';
import type { VirtualServer } from '../../../../spec/schema/schema.ts';
import { onOff, unsetText } from '../../resources/field.ts';
import type { Draft } from '../draft.ts';
import { own, type Place } from './own.ts';

const BUILT_IN = { none: null, cookie: '/Common/cookie', 'source-address': '/Common/source_addr' } as const;

/** What the built-in profile has. */
const SOURCE_ADDRESS = { type: 'source-address', timeout: 180, mask: 'none' } as const;

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
  const setting = isShared && written === 'source-address' ? SOURCE_ADDRESS : written;
  if (typeof setting === 'string') return isBuiltIn(setting) ? BUILT_IN[setting] : setting;
  if (setting.type === 'source-address') {
    const fields = {
      defaultsFrom: '/Common/source_addr',
      timeout: setting.timeout,
      mask: unsetText(setting.mask),
      matchAcrossVirtuals: onOff(isShared),
    };
    return own(draft, 'ltm/persistence/source-addr', place, 'source', fields);
  }
  const encrypted = setting.encryption !== 'disabled';
  const fields = {
    defaultsFrom: '/Common/cookie',
    method: 'insert',
    cookieName: unsetText(setting.cookieName),
    secure: onOff(setting.secure),
    httponly: onOff(setting.httpOnly),
    cookieEncryption: setting.encryption,
    cookieEncryptionPassphrase: encrypted ? unsetText(setting.passphrase) : null,
    expiration: setting.expiration,
  };
  return own(draft, 'ltm/persistence/cookie', place, 'cookie', fields);
}

export function fallbackPersistence(setting: VirtualServer['fallbackPersistence']): Value {
  return isBuiltIn(setting) ? BUILT_IN[setting] : setting;
}

function isBuiltIn(text: string): text is keyof typeof BUILT_IN {
  return text in BUILT_IN;
}
