import { PROFILE_TYPES } from '../attached-kinds.ts';
import { isBuiltIn } from '../built-in.ts';

export type ProfileType = (typeof PROFILE_TYPES)[number];

/** The type of a built-in profile; of one that only the device knows nothing can be said here. */
export function profileType(path: string): ProfileType | undefined {
  return PROFILE_TYPES.find((type) => isBuiltIn([`ltm/profile/${type}`], path));
}
