import type { VirtualServer } from '../../../spec/schema/schema.ts';
import { onOff, unsetText } from '../resources/field.ts';
import type { WebsocketWay } from './way.ts';
import { FRAMES } from './wishes.ts';

/** The HTTP profile and the WebSocket profile on it, which knows the frames (device-facts: websocket-profile). */
export const profile: WebsocketWay = {
  name: 'profile',
  since: '12.1',
  can: ['tcp', 'tls', 'http', 'frames'],
  nature: 'stands on HTTP, and opens a connection for each handshake',
  suits: (_version, asked) =>
    asked.has('frames') ? 'what the spec says of the frames is a matter of the WebSocket profile' : undefined,
  carry: ({ websocket }) => ({ profiles: [{ ...BUILT_IN, ...ownFields(websocket) }] }),
};

const BUILT_IN = { kind: 'ltm/profile/websocket', builtIn: '/Common/websocket', suffix: 'websocket' };

function ownFields(settings: VirtualServer['websocket']) {
  if (!settings || FRAMES.every((key) => settings[key] === undefined)) return {};
  const { masking, compressMode, compression, windowBits, noDelay } = settings;
  const { payloadProcessing, payloadProtocol } = settings;
  return {
    fields: {
      masking: masking ?? 'selective',
      compressMode: compressMode ?? 'preserved',
      compression: onOff(compression ?? true),
      windowBits: windowBits ?? 10,
      noDelay: onOff(noDelay ?? true),
      payloadProcessingMode: payloadProcessing ?? 'end-to-end',
      payloadProtocolProfile: unsetText(payloadProtocol),
    },
  };
}
