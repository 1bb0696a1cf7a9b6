import type { Change } from '../../plan/change.ts';
import { resourceOf } from './resources/registry.ts';

/** The change whose object an error text of the device names; of several the one with the longest path. */
export function subjectOf(
  text: string,
  changes: readonly Change[],
): { readonly change: Change; readonly object: string } | undefined {
  const [change] = changes
    .filter(({ path }) => mentions(text, path) || mentions(text, inDeviceWords(path)))
    .sort((one, other) => other.path.length - one.path.length);
  return change && { change, object: `${resourceOf(change.kind).label} ${change.path}` };
}

/** Whether a text names this path and not one that only begins or ends like it. */
function mentions(text: string, path: string): boolean {
  const at = text.indexOf(path);
  if (at < 0) return false;
  const outside = /^[^A-Za-z0-9_/.:%-]?$/;
  const [before, after] = [text.charAt(at - 1), text.charAt(at + path.length)];
  // A full stop or a colon may end a sentence of the device right after a name.
  const ends = outside.test(after) || /^[.:](?![A-Za-z0-9])/.test(text.slice(at + path.length));
  return (outside.test(before) && ends) || mentions(text.slice(at + 1), path);
}

/** The device writes a member as `/Common/pool /Common/node 80`. */
function inDeviceWords(path: string): string {
  return path.replace(/:(\/.*)[:.](\d+)$/, ' $1 $2');
}
