import { isBuiltIn } from '../resources/built-in.ts';

const TYPES = [
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

export type ProfileType = (typeof TYPES)[number];

/** The type of a built-in profile; of one that only the device knows nothing can be said here. */
export function profileType(path: string): ProfileType | undefined {
  return TYPES.find((type) => isBuiltIn([`ltm/profile/${type}`], path));
}
