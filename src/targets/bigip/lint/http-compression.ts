import { profileType } from '../resources/ltm/profile-types.ts';
import type { Rule } from './rule.ts';
import { websocketVirtuals } from './virtuals.ts';

/** Compression of answers, from which WebSockets have nothing. */
export const httpCompression: Rule = {
  id: 'websocket/http-compression',
  severity: 'note',
  explanation:
    'HTTP compression is of answers to plain requests; frames go by it. Clients and members agree on compression of ' +
    'frames themselves (permessage-deflate, RFC 7692); on TMOS 16.1 and later websocket: profile can take part. ' +
    'Where pages come from the same virtual server all is well. (inferred)',
  check: (subject) =>
    websocketVirtuals(subject).flatMap(({ at, name, written }) => {
      const index = written.profiles.findIndex(({ profile }) => profileType(profile) === 'http-compression');
      if (index < 0) return [];
      return [
        {
          at: [...at, 'profiles', index],
          message: `${name}: HTTP compression leaves WebSocket frames as they are`,
          hint: 'leave it out where no pages come from here',
        },
      ];
    }),
};
