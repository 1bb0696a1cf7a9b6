/** What outlives a connection, one for each mock. Opaque to the core. */
export interface HttpMemory {
  readonly marker: 'http-memory';
}

export function createHttpMemory(): HttpMemory {
  return { marker: 'http-memory' };
}
