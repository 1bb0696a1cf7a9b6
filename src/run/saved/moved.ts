import { isList, type Value } from '../../model/object.ts';
import type { Digests, PlanImage } from './image.ts';
import type { SealedOperation } from './seal.ts';

/** Names that are told before the rest is counted. */
const TOLD = 5;

/** Why a saved plan is not what would be done now; nothing where it is, to the byte. */
export function whatMoved(saved: PlanImage, now: PlanImage, file: string): string[] {
  const reasons = [
    ...deviceReasons(saved, now),
    ...secretReasons(saved, now),
    ...named(
      `${file} says something else, itself or by a variable, a file or the environment, in `,
      changed(saved.spec, now.spec),
    ),
    ...named('on the device these are not as they were: ', changed(saved.objects, now.objects)),
    ...named('the inventory of the device is another: ', changed(saved.inventory ?? {}, now.inventory ?? {})),
    ...((saved.inventory === null) === (now.inventory === null)
      ? []
      : [`the device has ${saved.inventory === null ? 'an' : 'no'} inventory now`]),
  ];
  if (reasons.length > 0 || same(saved.phases, now.phases)) return reasons;
  return ['what would be sent now is not what the plan has'];
}

function deviceReasons({ device: saved }: PlanImage, { device: now }: PlanImage): string[] {
  return [
    ...(saved.host === now.host ? [] : [`it was made for ${saved.host}, and this is ${now.host}`]),
    ...(saved.hostname === now.hostname
      ? []
      : [`the device was called ${saved.hostname}, and is called ${now.hostname}`]),
    ...(saved.version === now.version
      ? []
      : [`the device ran TMOS ${saved.version}, and runs ${now.version}`]),
  ];
}

/** Where a secret is sent in both, and it is not the same one. */
function secretReasons(saved: PlanImage, now: PlanImage): string[] {
  const before = new Map(secretsOf(saved));
  const others = secretsOf(now).flatMap(([place, digest]) => {
    const known = before.get(place);
    return known !== undefined && known !== digest ? [place] : [];
  });
  return named('another secret than the planned one would be sent: ', [...new Set(others)]);
}

function secretsOf({ phases }: PlanImage): [string, string][] {
  const ofOperation = ({ kind, path, fields, inline }: SealedOperation): [string, string][] => [
    ...Object.entries(fields).flatMap(([field, value]) =>
      digestsIn(value).map(([at, digest]): [string, string] => [`${field}${at} of ${kind} ${path}`, digest]),
    ),
    ...inline.flatMap(ofOperation),
  ];
  return phases.flatMap(({ operations }) => operations.flatMap(ofOperation));
}

function digestsIn(value: Value): [string, string][] {
  if (value === null || typeof value !== 'object') return [];
  if (isList(value)) return value.flatMap((one, index) => under(`[${index}]`, digestsIn(one)));
  const { secret } = value;
  if (typeof secret === 'string' && Object.keys(value).length === 1) return [['', secret]];
  return Object.entries(value).flatMap(([key, one]) => under(`.${key}`, digestsIn(one)));
}

function under(at: string, found: readonly [string, string][]): [string, string][] {
  return found.map(([rest, digest]) => [`${at}${rest}`, digest]);
}

function changed(saved: Digests, now: Digests): string[] {
  const names = [...new Set([...Object.keys(saved), ...Object.keys(now)])];
  return names.filter((name) => saved[name] !== now[name]);
}

function named(words: string, names: readonly string[]): string[] {
  if (names.length === 0) return [];
  const more = names.length > TOLD ? [`${names.length - TOLD} more`] : [];
  return [`${words}${[...names.slice(0, TOLD), ...more].join(', ')}`];
}

/** To the byte: the order of keys is the order in which they are sent. */
function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
