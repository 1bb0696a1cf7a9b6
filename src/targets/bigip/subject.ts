import { asText } from '../../model/object.ts';
import type { Change } from '../../plan/change.ts';
import { resourceOf } from './resources/registry.ts';

/**
 * The change whose object an error text of the device is about: the one it names first. Of several that are
 * named at one place, as a member and its pool are, the one with the longest path.
 */
export function subjectOf(
  text: string,
  changes: readonly Change[],
): { readonly change: Change; readonly object: string } | undefined {
  const [first] = changes
    .map((change) => ({ change, place: placeOf(text, change) }))
    .filter(({ place }) => place >= 0)
    .sort((one, other) => one.place - other.place || other.change.path.length - one.change.path.length);
  return (
    first && { change: first.change, object: `${resourceOf(first.change.kind).label} ${first.change.path}` }
  );
}

/** Where a text names an object first, by its path or by its address; -1 where it does not. */
function placeOf(text: string, change: Change): number {
  const places = [change.path, inDeviceWords(change.path), ...addressesOf(change)]
    .map((name) => mention(text, name))
    .filter((place) => place >= 0);
  return places.length === 0 ? -1 : Math.min(...places);
}

/** Fields by whose value the device calls an object: a self IP, or a route (device-facts: default-routes). */
const ADDRESSES = new Set(['address', 'network', 'nextHop']);

/** The device calls some by their address, with or without the prefix. */
function addressesOf({ fields }: Change): string[] {
  return fields.flatMap(({ field, after = null }) =>
    ADDRESSES.has(field) && after !== null ? spellingsOf(asText(after).replace(/^gateway /, '')) : [],
  );
}

function spellingsOf(address: string): string[] {
  return [address, address.replace(/\/\d+$/, '')];
}

/** Where a text names this path and not one that only begins or ends like it; else -1. */
function mention(text: string, name: string, from = 0): number {
  const at = text.indexOf(name, from);
  if (at < 0) return -1;
  const outside = /^[^A-Za-z0-9_/.:%-]?$/;
  const [before, after] = [text.charAt(at - 1), text.charAt(at + name.length)];
  // A full stop or a colon may end a sentence of the device right after a name.
  const ends = outside.test(after) || /^[.:](?![A-Za-z0-9])/.test(text.slice(at + name.length));
  return outside.test(before) && ends ? at : mention(text, name, at + 1);
}

/** The device writes a member as `/Common/pool /Common/node 80`. */
function inDeviceWords(path: string): string {
  return path.replace(/:(\/.*)[:.](\d+)$/, ' $1 $2');
}
