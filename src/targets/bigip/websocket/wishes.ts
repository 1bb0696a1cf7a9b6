import type { SpecPath } from '../../../model/object.ts';
import type { VirtualServer } from '../../../spec/schema/schema.ts';
import { type ProfileType, profileType } from '../resources/ltm/profile-types.ts';

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
    ...asks(virtual.routes.length > 0, ['routes'], 'routes by what is asked for', 'http'),
    ...asks(httpProfile !== '/Common/http', ['httpProfile'], 'an HTTP profile', 'http'),
    ...asks(hasOwnTcp, ['tcpProfile'], 'a TCP profile', 'tcp'),
    ...virtual.profiles.flatMap(({ profile }, index) => {
      const needs = NEEDS[profileType(profile) ?? 'udp'];
      return needs ? [{ at: ['profiles', index], what: profile, needs }] : [];
    }),
    ...FRAMES.flatMap((key) => asks(websocket?.[key] !== undefined, ['websocket', key], key, 'frames')),
    ...LOOSE.flatMap((key) => asks(websocket?.[key] === true, ['websocket', key], key, 'loose')),
  ];
}

/** Whether it asks for something that is a matter of HTTP, without a way that brings it. */
export function needsHttp(virtual: VirtualServer): boolean {
  return hasCookie(virtual) || virtual.xForwardedFor || virtual.routes.length > 0;
}

/** Cookies are a matter of HTTP. */
export function hasCookie({ persistence }: VirtualServer): boolean {
  if (typeof persistence === 'object') return persistence.type === 'cookie';
  return persistence === 'cookie' || persistence === '/Common/cookie';
}

/** Settings of the WebSocket profile. */
export const FRAMES = ['masking', 'compression', 'compressMode', 'windowBits', 'noDelay'] as const;

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
