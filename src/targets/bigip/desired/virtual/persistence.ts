import type { Value } from '../../../../model/object.ts';
import type { VirtualServer } from '../../../../spec/schema/schema.ts';
import { onOff, unsetText } from '../../resources/field.ts';
import type { Draft } from '../draft.ts';
import { own, type Place } from './own.ts';

const BUILT_IN = { none: null, cookie: '/Common/cookie', 'source-address': '/Common/source_addr' } as const;

/** The persistence profile of a virtual server, or none. */
export function draftPersistence(draft: Draft, setting: VirtualServer['persistence'], place: Place): Value {
  if (typeof setting === 'string') return isBuiltIn(setting) ? BUILT_IN[setting] : setting;
  if (setting.type === 'source-address') {
    const fields = {
      defaultsFrom: '/Common/source_addr',
      timeout: setting.timeout,
      mask: unsetText(setting.mask),
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
