import type { Fields, SpecPath } from '../../../../model/object.ts';
import { derivedName } from '../../../../spec/listeners.ts';
import { type Draft, finding, withCommon } from '../draft.ts';

/** A virtual server, as what is made for it alone sees it. */
export interface Place {
  /** Path of the virtual server; profiles of its own are named after it. */
  readonly path: string;
  readonly at: SpecPath;
}

/** Adds an object that is made for one virtual server and named after it, with raw keys or none; gives its path. */
export function own(
  draft: Draft,
  kind: string,
  place: Place,
  suffix: string,
  fields: Fields,
  properties: Fields = {},
): string {
  const path = ownProfilePath(place.path, suffix);
  draft.add(withCommon({ kind, path, fields, at: place.at }, { properties }));
  return path;
}

export function ownProfilePath(virtual: string, suffix: string): string {
  const cut = virtual.lastIndexOf('/') + 1;
  return `${virtual.slice(0, cut)}${derivedName(virtual.slice(cut), suffix)}`;
}

/** `web` with a listener `b` and a virtual server `web-b` are one name on the device. */
export function refuseTaken(draft: Draft, path: string, at: SpecPath): void {
  const other = draft.find('ltm/virtual', path)?.at;
  if (!other) return;
  const message = `the virtual server on the device would be ${path}, as that of ${other.join('.')}`;
  draft.report(finding('spec/name-clash', 'error', at, message, 'call one of them otherwise'));
}
