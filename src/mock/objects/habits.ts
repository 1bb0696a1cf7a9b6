import { DeviceError, icrd, rest } from '../wire/errors.ts';
import type { JsonObject } from '../wire/json.ts';
import type { Kind } from './kind.ts';
import type { Tmos } from '../tmos.ts';
import { invalid } from './values.ts';
import { inferred } from '../inferred.ts';

// Habits of single versions that hang on no property of an object (device-facts: versions).

const POLICIES = 'ltm/virtual/policies';

/** 11.5.4 and 12.1.1 put a policy on its virtual server and say that it is not there (f5-common-python, virtual.py). */
export const deniesCreated = ({ path }: Kind, { text }: Tmos) =>
  path === POLICIES && (text === '11.5.4' || text === '12.1.1');

/** 11.5.4 says so of one that is asked for by its name, too. */
export const deniesItems = ({ path }: Kind, { text }: Tmos) => path === POLICIES && text === '11.5.4';

/** As f5-common-python#968 quotes it. */
export const gone = (path: string) => icrd(`Object not found - ${path}`, 404);

/**
 * A PUT of a data-group must say its type again: ID742170, in 14.1.0.1, the refusal as captured on 14.1.0.3
 * (f5-common-python#1535), still so on 14.1.2.1 (terraform-provider-bigip#180); where it ends is not known.
 */
export function refuseUntyped({ path }: Kind, { type }: JsonObject, tmos: Tmos): void {
  if (path !== 'ltm/data-group/internal' || type !== undefined) return;
  if (isWithin(tmos, inferred.untypedPut)) throw invalid('type', '');
}

export const printsEmptyItems = (tmos: Tmos) => isWithin(tmos, inferred.emptyItems);

const isWithin = (tmos: Tmos, [since, until]: readonly [string, string]) =>
  tmos.atLeast(since) && !tmos.atLeast(until);

/** A refusal of more than 2 kB was lost before 16.1: AS3's best practices say so, and with which words. */
export function shortened(error: DeviceError, tmos: Tmos): DeviceError {
  const { layer, message, status } = error;
  if (layer !== 'icrd' || tmos.atLeast('16.1') || Buffer.byteLength(message) <= inferred.longestRefusal)
    return error;
  return rest(status, 'request failed with null exception');
}
