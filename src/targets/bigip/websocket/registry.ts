import { atLeast, type TmosVersion } from '../../../model/version.ts';
import type { VirtualServer } from '../../../spec/schema/schema.ts';
import { profileType } from '../resources/ltm/profile-types.ts';
import { fastl4 } from './fastl4.ts';
import { irule } from './irule.ts';
import { native } from './native.ts';
import { profile } from './profile.ts';
import { tcp } from './tcp.ts';
import type { WebsocketWay } from './way.ts';
import { type Ability, type Wish, wishesOf } from './wishes.ts';

/** All ways, the one `auto` prefers first. Adding one is its file, a line here and its name in the schema. */
const ways: readonly WebsocketWay[] = [native, profile, fastl4, irule, tcp];

/** Something that is asked for and that the way cannot do. */
export interface Refused extends Wish {
  /** The ways of this version that can. */
  readonly others: readonly string[];
}

export interface ChosenWay {
  readonly way: WebsocketWay;
  /** Why `auto` took it; absent where the spec names it. */
  readonly why?: string;
  /** Set where this version does not have the way. */
  readonly tooOld?: string;
  readonly refused: readonly Refused[];
}

/** The way a virtual server asks for, `auto` decided by the version and by what else it asks for. */
export function chooseWay(virtual: VirtualServer, version: TmosVersion): ChosenWay | undefined {
  if (!virtual.websocket) return undefined;
  const wishes = wishesOf(virtual);
  const { mode } = virtual.websocket;
  const named = ways.find((way) => way.name === mode);
  if (named) return chosen(named, wishes, version);
  const asked = new Set(wishes.map(({ needs }) => needs));
  const able = ways.filter((way) => [...asked].every((one) => way.can.includes(one)));
  const found = firstThatSuits(able.filter(isOn(version)), version, asked);
  if (found) return { ...found, refused: [] };
  // No way does all of it here: what is wrong is said of the nearest.
  const [nearest] = able;
  const usual = firstThatSuits(ways.filter(isOn(version)), version, new Set());
  const way = nearest ?? usual?.way;
  if (!way) throw new Error(`no way of carrying a WebSocket suits TMOS ${version.text}`);
  return chosen(way, wishes, version);
}

/** A virtual server that carries no WebSocket, and has FastL4 in its profiles, is carried as by that way. */
export function layer4(virtual: VirtualServer, version: TmosVersion): ChosenWay | undefined {
  const isLayer4 = virtual.profiles.some(({ profile }) => profileType(profile) === 'fastl4');
  return !virtual.websocket && isLayer4 ? chosen(fastl4, wishesOf(virtual), version) : undefined;
}

/** The ways of this version that can do what the one of this name cannot; none where it can. */
export function waysInstead(name: string, ability: Ability, version: TmosVersion): readonly string[] {
  const can = ways.find((way) => way.name === name)?.can.includes(ability);
  return can === false ? waysThatCan(ability, version) : [];
}

function chosen(way: WebsocketWay, wishes: readonly Wish[], version: TmosVersion): ChosenWay {
  const refused = wishes
    .filter(({ needs }) => !way.can.includes(needs))
    .map((wish) => ({ ...wish, others: waysThatCan(wish.needs, version) }));
  return { way, refused, ...(isOn(version)(way) ? {} : { tooOld: way.since }) };
}

function isOn(version: TmosVersion): (way: WebsocketWay) => boolean {
  return ({ since }) => atLeast(version, since);
}

function firstThatSuits(some: readonly WebsocketWay[], version: TmosVersion, asked: ReadonlySet<Ability>) {
  for (const way of some) {
    const why = way.suits(version, asked);
    if (why !== undefined) return { way, why };
  }
  return undefined;
}

function waysThatCan(ability: Ability, version: TmosVersion): string[] {
  return ways.filter((way) => way.can.includes(ability) && isOn(version)(way)).map(({ name }) => name);
}
