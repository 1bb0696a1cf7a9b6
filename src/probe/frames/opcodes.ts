/** RFC 6455, 5.2. Others are reserved. */
export const OPCODE = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

export type DataKind = 'text' | 'binary';
