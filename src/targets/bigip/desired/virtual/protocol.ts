import type { SpecPath } from '../../../../model/object.ts';
import type { VirtualServer } from '../../../../spec/schema/schema.ts';
import { fastl4 } from '../../websocket/fastl4.ts';
import type { BroughtProfile } from '../../websocket/asked-profiles.ts';
import { wishesOf } from '../../websocket/wishes.ts';
import { type Draft, finding } from '../draft.ts';
import type { Stack } from './profiles.ts';

interface Protocol {
  /** Why it cannot do what TCP can, as the end of "…: protocol: udp …". */
  readonly nature: string;
  readonly profiles: (virtual: VirtualServer) => readonly BroughtProfile[];
}

const UDP = { kind: 'ltm/profile/udp', builtIn: '/Common/udp', suffix: 'udp' };

/** Those that no WebSocket goes over. */
const PROTOCOLS: Readonly<Record<'udp' | 'any', Protocol>> = {
  udp: {
    nature: 'has datagrams and no connection of TCP that TLS or HTTP could stand on',
    profiles: ({ idleTimeout }) => [
      { ...UDP, ...(idleTimeout === undefined ? {} : { fields: { idleTimeout } }) },
    ],
  },
  any: {
    // What the device gives a virtual server that names no profile (device-facts: transport-profile).
    nature: 'passes packets on and ends neither TCP nor TLS, so it sees no HTTP',
    profiles: (virtual) => fastl4.carry(virtual).profiles ?? [],
  },
};

/** What stands on a virtual server of another protocol than TCP; what that cannot do is reported. */
export function packets(draft: Draft, virtual: VirtualServer, protocol: 'udp' | 'any', at: SpecPath): Stack {
  const { nature, profiles } = PROTOCOLS[protocol];
  for (const wish of wishesOf(virtual)) {
    const message = `protocol: ${protocol} cannot do ${wish.what}: it ${nature}`;
    draft.report(finding('virtual/protocol-cannot', 'error', [...at, ...wish.at], message, 'leave it out'));
  }
  return { tcp: false, http: false, brought: profiles(virtual) };
}
