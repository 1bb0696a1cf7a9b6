import type { JsonObject } from '../../wire/json.ts';
import { textAt } from '../../wire/json.ts';
import type { Endpoint } from '../contract.ts';
import { masked } from '../persistence/mask.ts';
import { closeLink, isAlive, type Link } from './link.ts';

/** The server connections that OneConnect keeps for the next request, whoever's it is. */
export interface IdleLinks {
  readonly take: (key: string, limits: OneConnectLimits) => Link | undefined;
  readonly give: (key: string, link: Link, limits: OneConnectLimits) => void;
}

export interface OneConnectLimits {
  readonly maxAgeS: number;
  readonly maxReuse: number;
  readonly maxSize: number;
}

export function limitsOf(props: JsonObject): OneConnectLimits {
  const number = (key: string, otherwise: number) => Number(props[key] ?? otherwise) || otherwise;
  return {
    maxAgeS: number('maxAge', 86_400),
    maxReuse: number('maxReuse', 1000),
    maxSize: number('maxSize', 10_000),
  };
}

/** Clients whose addresses the source mask does not tell apart share connections. */
export function idleKey(virtual: string, props: JsonObject, client: Endpoint, member: Endpoint): string {
  const mask = textAt(props, 'sourceMask') ?? 'any';
  const who = mask === 'any' ? '' : masked(client.address, mask);
  const where = props.sharePools === 'enabled' ? '' : virtual;
  return JSON.stringify([where, who, member.address, member.port]);
}

/** `now` is the device's clock. */
export function createIdleLinks(now: () => number): IdleLinks {
  const idle = new Map<string, Link[]>();
  const isGood = (link: Link, { maxAgeS, maxReuse }: OneConnectLimits) =>
    isAlive(link) &&
    !link.source.waiting() &&
    link.requests < maxReuse &&
    now() - link.openedAt < maxAgeS * 1000;
  const forget = (key: string, link: Link) => {
    const left = (idle.get(key) ?? []).filter((one) => one !== link);
    if (left.length > 0) idle.set(key, left);
    else idle.delete(key);
  };
  return {
    take: (key, limits) => {
      for (;;) {
        const link = idle.get(key)?.at(-1);
        if (!link) return undefined;
        forget(key, link);
        if (isGood(link, limits)) return link;
        closeLink(link);
      }
    },
    give: (key, link, limits) => {
      const others = idle.get(key) ?? [];
      if (!isGood(link, limits) || others.length >= limits.maxSize) {
        closeLink(link);
        return;
      }
      idle.set(key, [...others, link]);
      link.stream.once('close', () => forget(key, link));
      link.stream.once('end', () => forget(key, link));
    },
  };
}
