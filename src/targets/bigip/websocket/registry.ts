import { atLeast, type TmosVersion } from '../../../model/version.ts';
import { irule } from './irule.ts';
import { native } from './native.ts';
import type { WebsocketWay } from './way.ts';

/** All ways, the one `auto` prefers first. Adding one is its file, a line here and its name in the schema. */
const ways: readonly WebsocketWay[] = [native, irule];

export interface ChosenWay {
  readonly way: WebsocketWay;
  /** Why `auto` took it; absent where the spec names it. */
  readonly why?: string;
  /** Set where the spec names a way that this version does not have. */
  readonly tooOld?: string;
}

/** The way a virtual server asks for, `auto` decided by version. */
export function chooseWay(mode: string, version: TmosVersion): ChosenWay {
  const named = ways.find((way) => way.name === mode);
  if (named) return atLeast(version, named.since) ? { way: named } : { way: named, tooOld: named.since };
  for (const way of ways) {
    const why = way.suits(version);
    if (why !== undefined) return { way, why };
  }
  throw new Error(`no way of carrying a WebSocket suits TMOS ${version.text}`);
}
