import type { ConfigObject } from '../../model/object.ts';
import type { InventoryEntry } from '../inventory.ts';
import type { Problem } from './problem.ts';

// Reasons not to touch an object. Each says what is there and what to do about it.

export function missing(desired: ConfigObject, label: string): Problem {
  const message = `the device has no ${label} ${desired.path}`;
  return refusal('plan/missing', desired, message, 'look at the names on the device');
}

export function notOwned(desired: ConfigObject): Problem {
  const message = `${desired.kind} ${desired.path} exists on the device and no spec owns it`;
  const hint = 'take it over with --adopt (diff --adopt shows what would be reset), or rename yours';
  return refusal('plan/not-owned', desired, message, hint);
}

export function ownedByOther(desired: ConfigObject, { specs }: InventoryEntry): Problem {
  const message = `${desired.kind} ${desired.path} belongs to the spec ${specs.join(', ')}`;
  const hint = `rename yours, or leave it out here and refer to it as ${desired.path}`;
  return refusal('plan/owned-by-other', desired, message, hint);
}

export function sharedOtherwise(
  desired: ConfigObject,
  { specs }: InventoryEntry,
  fields: readonly string[],
): Problem {
  const message = `${desired.kind} ${desired.path} is shared with the spec ${specs.join(', ')}, which has another ${fields.join(', ')}`;
  return refusal(
    'plan/shared-otherwise',
    desired,
    message,
    'write the same in both specs, or give yours another name',
  );
}

export function cannotAdopt(desired: ConfigObject, fields: readonly string[]): Problem {
  const message = `${desired.kind} ${desired.path} exists with another ${fields.join(', ')}, which cannot be changed in place`;
  const hint = 'write the values it has, adopt it, and change them afterwards';
  return refusal('plan/cannot-adopt', desired, message, hint);
}

function refusal(rule: string, desired: ConfigObject, message: string, hint: string): Problem {
  return {
    rule,
    severity: 'error',
    message,
    hint,
    object: `${desired.kind} ${desired.path}`,
    at: desired.at,
  };
}
