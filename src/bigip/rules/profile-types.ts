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

/** What a profile may be: one type for a built-in one, any for one that only the device knows. */
export function profileTypes(path: string): readonly ProfileType[] {
  const type = builtInType(path);
  return type === undefined ? [] : [type];
}

/** The type of a built-in profile; what only the device knows has none here. */
export function builtInType(path: string): ProfileType | undefined {
  return TYPES.find((type) => isBuiltIn([`ltm/profile/${type}`], path));
}
