import type { Fields } from '../../../model/object.ts';
import type { VirtualServer } from '../../../spec/schema/schema.ts';
import type { ProfileType } from '../resources/ltm/profile-types.ts';

/** A profile that something brings along: one of its own where `fields` say something, else the built-in one. */
export interface BroughtProfile {
  readonly kind: string;
  readonly builtIn: string;
  /** What stands behind the name of the virtual server in the name of its own one. */
  readonly suffix: string;
  readonly fields?: Fields;
}

/** A profile that a virtual server asks for by a word of its own. */
export interface AskedProfile extends BroughtProfile {
  readonly type: ProfileType;
  readonly word: 'oneConnect' | 'compression' | 'http2';
  /** What it is called in a message. */
  readonly what: string;
  /** First TMOS version that has it. */
  readonly since?: string;
}

/** Profiles beside those of the way, as far as the spec asks for them. Another one is its entry. */
export function askedProfiles({ oneConnect, compression, http2 }: VirtualServer): AskedProfile[] {
  return [
    ...asked(ONE_CONNECT, oneConnect, ({ limit, ...rest }) => ({ ...rest, limitType: limit })),
    ...asked(COMPRESSION, compression, ({ types, minSize, level }) => ({
      contentTypeInclude: [...new Set(types)].sort(),
      minSize,
      gzipLevel: level,
    })),
    ...asked(HTTP2, http2, ({ concurrentStreams, idleTimeout }) => ({
      concurrentStreamsPerConnection: concurrentStreams,
      connectionIdleTimeout: idleTimeout,
    })),
  ];
}

const ONE_CONNECT: AskedProfile = {
  type: 'one-connect',
  kind: 'ltm/profile/one-connect',
  builtIn: '/Common/oneconnect',
  suffix: 'oneconnect',
  word: 'oneConnect',
  what: 'OneConnect',
};

const COMPRESSION: AskedProfile = {
  type: 'http-compression',
  kind: 'ltm/profile/http-compression',
  builtIn: '/Common/httpcompression',
  suffix: 'compression',
  word: 'compression',
  what: 'HTTP compression',
};

const HTTP2: AskedProfile = {
  type: 'http2',
  kind: 'ltm/profile/http2',
  builtIn: '/Common/http2',
  suffix: 'http2',
  word: 'http2',
  what: 'HTTP/2',
  since: '11.6',
};

function asked<Settings extends object>(
  profile: AskedProfile,
  setting: boolean | Settings,
  fieldsOf: (settings: Settings) => Fields,
): AskedProfile[] {
  if (setting === false) return [];
  return [setting === true ? profile : { ...profile, fields: fieldsOf(setting) }];
}
