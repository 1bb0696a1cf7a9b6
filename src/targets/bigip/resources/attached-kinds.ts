/** The types of profile that a virtual server of ours may carry. */
export const PROFILE_TYPES = [
  'tcp',
  'http',
  'client-ssl',
  'server-ssl',
  'websocket',
  'one-connect',
  'fastl4',
  'udp',
  'http2',
  'stream',
  'http-compression',
] as const;

/**
 * Other types that a spec may name by path. Every supported version has these collections: a device that
 * lacks one answers as one that is starting does, and is waited for (device-facts: readiness).
 */
const OTHER_PROFILE_KINDS = ['request-log', 'web-acceleration', 'rewrite', 'fasthttp', 'ftp'].map(
  (type) => `ltm/profile/${type}`,
);

export const PROFILE_KINDS = [...PROFILE_TYPES.map((type) => `ltm/profile/${type}`), ...OTHER_PROFILE_KINDS];

/** Every collection that a persistence profile can live in. */
export const PERSISTENCE_KINDS = [
  'cookie',
  'source-addr',
  'dest-addr',
  'hash',
  'ssl',
  'universal',
  'msrdp',
  'sip',
  'host',
].map((type) => `ltm/persistence/${type}`);
