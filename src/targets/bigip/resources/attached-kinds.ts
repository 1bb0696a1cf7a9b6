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

export const PROFILE_KINDS = PROFILE_TYPES.map((type) => `ltm/profile/${type}`);

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
