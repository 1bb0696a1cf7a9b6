import { type Method, rotation } from '../method.ts';

/** One after the other; it knows no slow ramp (device-facts: slow-ramp). */
export const roundRobin: Method = { start: rotation };
