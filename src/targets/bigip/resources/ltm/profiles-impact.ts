import type { Impact, KindOf } from '../../../../model/impact.ts';
import { asText, isList, type Value } from '../../../../model/object.ts';
import { PROFILE_KINDS } from '../attached-kinds.ts';
import { UNMANAGED } from '../unmanaged.ts';
import { ltmProfiles } from './profiles.ts';

/** Kinds without which, and with which, clients and members speak the same protocol as before. */
const SAME_PROTOCOL = ['one-connect', 'stream', 'http-compression', 'websocket'].map(
  (type) => `ltm/profile/${type}`,
);

/**
 * One profile in place of another of its type treats clients differently. With TLS, HTTP or a transport taken
 * away or added they meet another protocol; so they may with a profile whose type is not known.
 */
export function profilesImpact(before: Value, after: Value, kindOf: KindOf): Impact {
  const [old, now] = [layers(before, kindOf), layers(after, kindOf)];
  const differing = [...old.filter((one) => !now.includes(one)), ...now.filter((one) => !old.includes(one))];
  return differing.every((one) => SAME_PROTOCOL.includes(one)) ? 'new-connections' : 'refuses-new';
}

/** The kind of each profile; of one whose kind is not known its path. */
function layers(profiles: Value, kindOf: KindOf): string[] {
  const paths = isList(profiles) ? profiles.map((one) => asText(one).split(' ')[0] ?? '') : [];
  return paths.map((path) => kindOf(PROFILE_KINDS, path) ?? builtInKind(path) ?? path);
}

function builtInKind(path: string): string | undefined {
  const made = Object.fromEntries(ltmProfiles.map((one) => [one.kind, one.builtIn]));
  const known: typeof UNMANAGED = { ...UNMANAGED, ...made };
  return PROFILE_KINDS.find((kind) => known[kind]?.some((name) => path === `/Common/${name}`));
}
