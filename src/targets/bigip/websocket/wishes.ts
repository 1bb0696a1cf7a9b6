import type { SpecPath } from '../../../model/object.ts';
import type { VirtualServer } from '../../../spec/schema/schema.ts';
import { type ProfileType, profileType } from '../resources/ltm/profile-types.ts';
import { askedProfiles } from './asked-profiles.ts';

/** What some ways of carrying a WebSocket can do and others cannot. */
export type Ability = 'tcp' | 'tls' | 'http' | 'frames' | 'loose';

/** Something a virtual server asks for that not every way can do. */
export interface Wish {
  /** Where it stands, below the virtual server. */
  readonly at: SpecPath;
  readonly what: string;
  readonly needs: Ability;
}

export function wishesOf(virtual: VirtualServer): Wish[] {
  const { xForwardedFor, httpProfile, tcpProfile, websocket } = virtual;
  const asks = (isSo: boolean, at: SpecPath, what: string, needs: Ability): Wish[] =>
    isSo ? [{ at, what, needs }] : [];
  const hasOwnTcp = [tcpProfile.client, tcpProfile.server].some((one) => one !== '/Common/tcp');
  return [
    ...asks(xForwardedFor, ['xForwardedFor'], 'X-Forwarded-For', 'http'),
    ...asks(hasCookie(virtual), ['persistence'], 'cookie persistence', 'http'),
    ...asks(usesSession(virtual), ['persistence'], 'persistence by the session of TLS', 'tcp'),
    ...asks(virtual.routes.length > 0, ['routes'], 'routes by what is asked for', 'http'),
    ...asks(httpProfile !== '/Common/http', ['httpProfile'], 'an HTTP profile', 'http'),
    ...asks(hasOwnTcp, ['tcpProfile'], 'a TCP profile', 'tcp'),
    ...asks(virtual.tls.client.length > 0, ['tls', 'client'], 'TLS to clients', 'tls'),
    ...asks(virtual.tls.server !== undefined, ['tls', 'server'], 'TLS to members', 'tls'),
    ...virtual.profiles.flatMap(({ profile }, index) => {
      const needs = NEEDS[profileType(profile) ?? 'udp'];
      return needs ? [{ at: ['profiles', index], what: profile, needs }] : [];
    }),
    ...askedProfiles(virtual).flatMap(({ type, word, what }) => {
      const needs = NEEDS[type];
      return needs ? [{ at: [word], what, needs }] : [];
    }),
    ...FRAMES.flatMap((key) => asks(websocket?.[key] !== undefined, ['websocket', key], key, 'frames')),
    ...LOOSE.flatMap((key) => asks(websocket?.[key] === true, ['websocket', key], key, 'loose')),
  ];
}

/** Whether something beside `websocket:` needs an HTTP profile, which comes with it then. */
export function bringsHttp(virtual: VirtualServer): boolean {
  const byProfile = askedProfiles(virtual).some(({ type }) => NEEDS[type] === 'http');
  return hasCookie(virtual) || virtual.xForwardedFor || virtual.routes.length > 0 || byProfile;
}

/** Cookies are a matter of HTTP. */
export function hasCookie({ persistence }: VirtualServer): boolean {
  if (typeof persistence === 'object') return persistence.type === 'cookie';
  return persistence === 'cookie' || persistence === '/Common/cookie';
}

/** The session stands in the handshake of TLS, which only somebody who ends TCP can read. */
function usesSession({ persistence }: VirtualServer): boolean {
  return (typeof persistence === 'object' ? persistence.type : persistence.replace('/Common/', '')) === 'ssl';
}

/** Settings of the WebSocket profile. */
export const FRAMES = [
  'masking',
  'compression',
  'compressMode',
  'windowBits',
  'noDelay',
  'payloadProcessing',
  'payloadProtocol',
] as const;

const LOOSE = ['looseInitialization', 'looseClose'] as const;

/** What a profile works on. That two of a type, or two transports, go together is another question. */
const NEEDS: Readonly<Partial<Record<ProfileType, Ability>>> = {
  http: 'http',
  websocket: 'http',
  'http-compression': 'http',
  http2: 'http',
  'client-ssl': 'tls',
  'server-ssl': 'tls',
  'one-connect': 'tcp',
  stream: 'tcp',
};
