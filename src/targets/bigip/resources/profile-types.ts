import { isBuiltIn } from './built-in.ts';

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

export type ProfileType = (typeof PROFILE_TYPES)[number];

/** The type of a built-in profile; of one that only the device knows nothing can be said here. */
export function profileType(path: string): ProfileType | undefined {
  return PROFILE_TYPES.find((type) => isBuiltIn([`ltm/profile/${type}`], path));
}
