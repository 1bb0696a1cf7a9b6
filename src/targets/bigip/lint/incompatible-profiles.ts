import { type ProfileType, profileType } from '../resources/ltm/profile-types.ts';
import type { VirtualServer } from '../../../spec/schema/schema.ts';
import { askedProfiles } from '../websocket/asked-profiles.ts';
import { hasCookie } from '../websocket/wishes.ts';
import type { Hit, Rule } from './rule.ts';
import { type VirtualView, virtualsOf } from './virtuals.ts';

/** Profiles that the device does not take together with those a virtual server has. */
export const incompatibleProfiles: Rule = {
  id: 'virtual/incompatible-profiles',
  severity: 'error',
  explanation:
    'A virtual server has one profile of a type on each side; the device refuses a second with 01070097. The ' +
    'TCP profile comes from tcpProfile: and the HTTP profile from httpProfile: (where websocket:, a cookie or ' +
    'xForwardedFor asks for one), so neither belongs in profiles:. FastL4 (websocket: fastl4, protocol: any, or ' +
    '/Common/fastL4 in profiles: without websocket:) and UDP (protocol: udp) replace TCP instead of standing beside ' +
    'it. ' +
    'WebSocket, compression and HTTP/2 profiles stand on an HTTP profile (01070734). A client-ssl profile is on ' +
    'the side of the client, a server-ssl profile on that of the server.',
  check: (subject) => virtualsOf(subject).flatMap(problems),
};

const NEEDS_HTTP: readonly ProfileType[] = ['websocket', 'http-compression', 'http2'];

/** The side that a profile of TLS takes by itself (device-facts: transport-profile). */
const SIDES: Readonly<Partial<Record<ProfileType, string>>> = {
  'client-ssl': 'clientside',
  'server-ssl': 'serverside',
};

function problems(view: VirtualView): Hit[] {
  const { at, name, http, way, written } = view;
  return written.profiles.flatMap(({ profile, context }, index) => {
    const type = profileType(profile);
    const hit = (message: string, hint: string): Hit[] => [
      { at: [...at, 'profiles', index], message: `${name}: ${message}`, hint },
    ];
    if (written.profiles.findIndex((one) => one.profile === profile) < index)
      return hit(`${profile} is in profiles: twice`, 'remove one of them');
    const transport = transportOf(written, way);
    const second = secondOf(type, profile, view, transport);
    if (second) return hit(`${profile} would be a second ${second.word} profile`, second.hint);
    // By itself FastL4 is what carries the connections.
    if (type === 'fastl4' && way === undefined && written.protocol === 'tcp') return [];
    if (type === 'tcp' || type === 'fastl4' || type === 'udp')
      return hit(
        `${profile} cannot stand beside the ${transport.word} profile${withoutHttp(written)}`,
        INSTEAD[type],
      );
    const side = type === undefined ? undefined : SIDES[type];
    if (side !== undefined && ![undefined, 'all', side].includes(context))
      return hit(`${profile} is for the ${side} and stays there`, `write context: ${side}, or leave it out`);
    // A way without HTTP refuses it itself.
    if (type !== undefined && NEEDS_HTTP.includes(type) && !http && way === undefined)
      return hit(`${profile} needs an HTTP profile`, 'add websocket: auto, or /Common/http to profiles:');
    return [];
  });
}

/** How to have one of these. */
const INSTEAD = {
  tcp: 'write protocol: tcp, or leave it out',
  udp: 'write protocol: udp instead of it',
  fastl4: 'write websocket: fastl4 instead of it, or protocol: any',
} as const;

/** The one transport profile, and what brings it. */
function transportOf({ protocol }: VirtualServer, way: string | undefined) {
  if (protocol === 'udp') return { type: 'udp', word: 'UDP', by: 'protocol: udp' } as const;
  if (protocol === 'any') return { type: 'fastl4', word: 'FastL4', by: 'protocol: any' } as const;
  if (way === 'fastl4') return { type: 'fastl4', word: 'FastL4', by: 'websocket: fastl4' } as const;
  return { type: 'tcp', word: 'TCP', by: 'tcpProfile' } as const;
}

/** Of a type that the virtual server has anyway: what to do instead. */
function secondOf(
  type: ProfileType | undefined,
  profile: string,
  { ownHttp, way, written }: VirtualView,
  transport: ReturnType<typeof transportOf>,
) {
  if (type === transport.type)
    return {
      word: transport.word,
      hint: type === 'tcp' ? `write tcpProfile: ${profile}` : `${transport.by} brings one: remove it`,
    };
  if (type === 'http' && ownHttp)
    return { word: 'HTTP', hint: `write httpProfile: ${profile}, or just leave it out` };
  if (type === 'websocket' && way === 'profile')
    return { word: 'WebSocket', hint: 'websocket: profile brings one: remove it' };
  const asked = askedProfiles(written).find((one) => one.type === type);
  if (asked) return { word: asked.what, hint: `${asked.word}: brings one: remove it` };
  return undefined;
}

/** What it would take away with HTTP. */
function withoutHttp(written: VirtualServer): string {
  const lost = [
    ...(hasCookie(written) ? ['cookie persistence'] : []),
    ...(written.xForwardedFor ? ['X-Forwarded-For'] : []),
  ];
  return lost.length > 0 ? `, and has no ${lost.join(' and no ')}` : '';
}
