import { type ProfileType, profileType } from '../resources/ltm/profile-types.ts';
import type { Hit, Rule } from './rule.ts';
import { type VirtualView, virtualsOf } from './virtuals.ts';

/** Profiles that the device does not take together with those a virtual server has. */
export const incompatibleProfiles: Rule = {
  id: 'virtual/incompatible-profiles',
  severity: 'error',
  explanation:
    'A virtual server has one profile of a type on each side; the device refuses a second with 01070097. The ' +
    'TCP profile comes from tcpProfile: and the HTTP profile from httpProfile: (where websocket:, a cookie or ' +
    'xForwardedFor asks for one), so neither belongs in profiles:. FastL4 and UDP replace TCP instead of ' +
    'standing beside it, and with FastL4 there is no HTTP: no X-Forwarded-For, no cookie persistence. ' +
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

function problems({ at, name, http, written }: VirtualView): Hit[] {
  const cookie =
    written.persistence === 'cookie' ||
    (typeof written.persistence === 'object' && written.persistence.type === 'cookie');
  const httpOfOurs = written.websocket !== undefined || cookie || written.xForwardedFor;
  return written.profiles.flatMap(({ profile, context }, index) => {
    const type = profileType(profile);
    const hit = (message: string, hint: string): Hit[] => [
      { at: [...at, 'profiles', index], message: `${name}: ${message}`, hint },
    ];
    if (written.profiles.findIndex((one) => one.profile === profile) < index)
      return hit(`${profile} is in profiles: twice`, 'remove one of them');
    if (type === 'tcp')
      return hit(`${profile} would be a second TCP profile`, `write tcpProfile: ${profile}`);
    if (type === 'http' && httpOfOurs)
      return hit(
        `${profile} would be a second HTTP profile`,
        `write httpProfile: ${profile}, or just leave it out`,
      );
    if (type === 'fastl4' || type === 'udp') {
      const lost = [
        ...(cookie ? ['cookie persistence'] : []),
        ...(written.xForwardedFor ? ['X-Forwarded-For'] : []),
      ];
      const also = lost.length > 0 ? `, and has no ${lost.join(' and no ')}` : '';
      return hit(`${profile} cannot stand beside the TCP profile${also}`, 'remove it from profiles:');
    }
    const side = type === undefined ? undefined : SIDES[type];
    if (side !== undefined && ![undefined, 'all', side].includes(context))
      return hit(`${profile} is for the ${side} and stays there`, `write context: ${side}, or leave it out`);
    if (type !== undefined && NEEDS_HTTP.includes(type) && !http)
      return hit(`${profile} needs an HTTP profile`, 'add websocket: auto, or /Common/http to profiles:');
    return [];
  });
}
