import { own } from '../../wire/json.ts';
import type { MonitorType } from './probe.ts';
import { http } from './types/http.ts';
import { https } from './types/https.ts';
import { icmp } from './types/icmp.ts';
import { tcpHalfOpen } from './types/tcp-half-open.ts';
import { tcp } from './types/tcp.ts';

/** The types of monitor that probe; all others are refused. */
const TYPES: Readonly<Record<string, MonitorType>> = {
  'gateway-icmp': icmp,
  http,
  https,
  icmp,
  tcp,
  'tcp-half-open': tcpHalfOpen,
};

export function monitorType(type: string): MonitorType {
  return own(TYPES, type) ?? refused(type);
}

const refused = (type: string): MonitorType => ({
  refusal: `monitors of type ${type} do not probe here: what they watch stays unknown`,
  probe: () => Promise.resolve({ state: 'down' }),
});
