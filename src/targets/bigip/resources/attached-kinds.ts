/** The types of profile that the vocabulary knows: what a spec does not name of these is taken off. */
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

/** Where a profile is looked for first; a spec may name one of any type by its path. */
export const PROFILE_KINDS = PROFILE_TYPES.map((type) => `ltm/profile/${type}`);

/** Kinds that a spec always decides on: those of the vocabulary, and every transport, of which there is one. */
export const DECIDED_PROFILE_KINDS: readonly string[] = [
  ...PROFILE_KINDS,
  ...['fasthttp', 'sctp', 'ipother'].map((type) => `ltm/profile/${type}`),
];

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
