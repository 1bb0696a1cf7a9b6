import type { VirtualServer } from '../../../../spec/schema/schema.ts';
import { onOff } from '../../resources/field.ts';
import type { BroughtProfile } from '../../websocket/asked-profiles.ts';
import type { Draft } from '../draft.ts';
import { own, type Place } from './own.ts';

const DEFAULT_IDLE = 300;
const DEFAULT_KEEP_ALIVE = 1800;

/** What stands on a virtual server beside what the spec names. */
export interface Stack {
  readonly tcp: boolean;
  readonly http: boolean;
  readonly brought: readonly BroughtProfile[];
}

/** The profiles of a virtual server: those on the device, and its own where it asks for something special. */
export function draftProfiles(draft: Draft, virtual: VirtualServer, stack: Stack, place: Place): string[] {
  const others = virtual.profiles.filter(({ profile }) =>
    stack.brought.every(({ builtIn }) => builtIn !== profile),
  );
  return [
    ...(stack.tcp ? tcpProfiles(draft, virtual, place) : []),
    ...(stack.http ? [httpProfile(draft, virtual, place)] : []),
    ...stack.brought.map(({ kind, builtIn, suffix, fields }) =>
      fields ? own(draft, kind, place, suffix, { defaultsFrom: builtIn, ...fields }) : builtIn,
    ),
    ...others.map(({ profile, context }) =>
      context === undefined || context === 'all' ? profile : `${profile} ${context}`,
    ),
  ].sort();
}

function tcpProfiles(draft: Draft, virtual: VirtualServer, place: Place): string[] {
  const { client, server } = virtual.tcpProfile;
  if (client === server) return [tcpProfile(draft, virtual, place, client, 'tcp')];
  return [
    `${tcpProfile(draft, virtual, place, client, 'tcp-client')} clientside`,
    `${tcpProfile(draft, virtual, place, server, 'tcp-server')} serverside`,
  ];
}

function tcpProfile(
  draft: Draft,
  virtual: VirtualServer,
  place: Place,
  parent: string,
  suffix: string,
): string {
  if (virtual.idleTimeout === undefined && virtual.keepAlive === undefined) return parent;
  const fields = {
    defaultsFrom: parent,
    idleTimeout: virtual.idleTimeout ?? DEFAULT_IDLE,
    keepAliveInterval: virtual.keepAlive ?? DEFAULT_KEEP_ALIVE,
  };
  return own(draft, 'ltm/profile/tcp', place, suffix, fields);
}

function httpProfile(draft: Draft, virtual: VirtualServer, place: Place): string {
  if (!virtual.xForwardedFor) return virtual.httpProfile;
  const fields = { defaultsFrom: virtual.httpProfile, insertXforwardedFor: onOff(virtual.xForwardedFor) };
  return own(draft, 'ltm/profile/http', place, 'http', fields);
}
