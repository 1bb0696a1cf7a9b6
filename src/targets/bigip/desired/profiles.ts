import type { ConfigObject, SpecPath, Value } from '../../../model/object.ts';
import type { VirtualServer } from '../../../spec/schema/schema.ts';
import type { BroughtProfile } from '../websocket/way.ts';
import { unsetText, onOff } from '../resources/field.ts';
import { type Draft } from './draft.ts';

const DEFAULT_IDLE = 300;
const DEFAULT_KEEP_ALIVE = 1800;

interface Derived {
  /** Path of the virtual server; profiles of its own are named after it. */
  readonly path: string;
  readonly at: SpecPath;
}

/** What stands on a virtual server beside what the spec names. */
export interface Stack {
  readonly tcp: boolean;
  readonly http: boolean;
  readonly brought: readonly BroughtProfile[];
}

/** The profiles of a virtual server: those on the device, and its own where it asks for something special. */
export function draftProfiles(draft: Draft, virtual: VirtualServer, stack: Stack, place: Derived): string[] {
  return [
    ...(stack.tcp ? tcpProfiles(draft, virtual, place) : []),
    ...(stack.http ? [httpProfile(draft, virtual, place)] : []),
    ...stack.brought.map(({ kind, builtIn, suffix, fields }) =>
      fields ? own(draft, kind, place, suffix, { defaultsFrom: builtIn, ...fields }) : builtIn,
    ),
    ...virtual.profiles.map(({ profile, context }) =>
      context === undefined || context === 'all' ? profile : `${profile} ${context}`,
    ),
  ].sort();
}

function tcpProfiles(draft: Draft, virtual: VirtualServer, place: Derived): string[] {
  const { client, server } = virtual.tcpProfile;
  if (client === server) return [tcpProfile(draft, virtual, place, client, 'tcp')];
  return [
    `${tcpProfile(draft, virtual, place, client, 'tcp-client')} clientside`,
    `${tcpProfile(draft, virtual, place, server, 'tcp-server')} serverside`,
  ];
}

function tcpProfile(
  draft: Draft,
  virtual: VirtualServer,
  place: Derived,
  parent: string,
  suffix: string,
): string {
  if (virtual.idleTimeout === undefined && virtual.keepAlive === undefined) return parent;
  const fields = {
    defaultsFrom: parent,
    idleTimeout: virtual.idleTimeout ?? DEFAULT_IDLE,
    keepAliveInterval: virtual.keepAlive ?? DEFAULT_KEEP_ALIVE,
  };
  return own(draft, 'ltm/profile/tcp', place, suffix, fields);
}

function httpProfile(draft: Draft, virtual: VirtualServer, place: Derived): string {
  if (!virtual.xForwardedFor) return virtual.httpProfile;
  const fields = { defaultsFrom: virtual.httpProfile, insertXforwardedFor: onOff(virtual.xForwardedFor) };
  return own(draft, 'ltm/profile/http', place, 'http', fields);
}

const BUILT_IN = { none: null, cookie: '/Common/cookie', 'source-address': '/Common/source_addr' } as const;

/** The persistence profile of a virtual server, or none. */
export function draftPersistence(draft: Draft, setting: VirtualServer['persistence'], place: Derived): Value {
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

function own(
  draft: Draft,
  kind: string,
  place: Derived,
  suffix: string,
  fields: ConfigObject['fields'],
): string {
  const path = ownProfilePath(place.path, suffix);
  draft.add({ kind, path, fields, at: place.at });
  return path;
}

/** Only an address may begin with a digit, and what is called after one is none (device-facts: object-names). */
export function ownProfilePath(virtual: string, suffix: string): string {
  const cut = virtual.lastIndexOf('/') + 1;
  const prefix = /^\d/.test(virtual.slice(cut)) ? 'ws-' : '';
  return `${virtual.slice(0, cut)}${prefix}${virtual.slice(cut)}-${suffix}`;
}
