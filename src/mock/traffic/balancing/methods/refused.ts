import { type Method, rotation } from '../method.ts';

/** A method that the mock does not play: it is refused, never replaced by another. */
const refused = (why: string): Method => ({ start: rotation, refusal: () => why });

export const unpublished = refused('follows a formula that F5 does not publish');
export const byResponseTime = refused('goes by the time that answers take, which loopback does not show');
export const bySessions = refused('goes by persistence records and sessions of several TMMs');
