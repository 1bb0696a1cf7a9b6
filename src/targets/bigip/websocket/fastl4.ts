import type { VirtualServer } from '../../../spec/schema/schema.ts';
import { onOff } from '../resources/field.ts';
import type { WebsocketWay } from './way.ts';

/** Packets are passed on: the most connections, and nothing but addresses to go by (device-facts: fastl4). */
export const fastl4: WebsocketWay = {
  name: 'fastl4',
  since: '10.0',
  can: ['loose'],
  nature: 'passes packets on and ends neither TCP nor TLS, so it sees no HTTP',
  suits: (_version, asked) =>
    asked.has('loose')
      ? 'only FastL4 takes packets of connections that it did not see open or close'
      : undefined,
  carry: (virtual) => ({ profiles: [{ ...BUILT_IN, ...ownFields(virtual) }] }),
};

const BUILT_IN = { kind: 'ltm/profile/fastl4', builtIn: '/Common/fastL4', suffix: 'fastl4' };

function ownFields({ idleTimeout, keepAlive, websocket }: VirtualServer) {
  const { looseInitialization = false, looseClose = false } = websocket ?? {};
  if (idleTimeout === undefined && keepAlive === undefined && !looseInitialization && !looseClose) return {};
  return {
    fields: {
      idleTimeout: idleTimeout ?? 300,
      keepAliveInterval: keepAlive ?? 'disabled',
      looseInitialization: onOff(looseInitialization),
      looseClose: onOff(looseClose),
    },
  };
}
