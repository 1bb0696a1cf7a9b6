import { findResource } from './registry.ts';

/** Built-in objects of kinds that bigip-ws does not manage; those of the others stand with their resource. */
const UNMANAGED: Readonly<Record<string, readonly string[]>> = {
  'ltm/monitor/tcp-half-open': ['tcp_half_open'],
  'ltm/monitor/icmp': ['icmp'],
  'ltm/monitor/udp': ['udp'],
  'ltm/monitor/inband': ['inband'],
  'ltm/profile/client-ssl': ['clientssl'],
  'ltm/profile/server-ssl': ['serverssl'],
  'ltm/profile/websocket': ['websocket'],
  'ltm/profile/one-connect': ['oneconnect'],
  'ltm/profile/fastl4': ['fastL4'],
  'ltm/profile/udp': ['udp'],
  'ltm/profile/http2': ['http2'],
  'ltm/profile/stream': ['stream'],
  'ltm/profile/http-compression': ['httpcompression', 'wan-optimized-compression'],
  'ltm/persistence/dest-addr': ['dest_addr'],
  'ltm/persistence/hash': ['hash'],
  'ltm/persistence/ssl': ['ssl'],
  'ltm/persistence/universal': ['universal'],
  'ltm/persistence/msrdp': ['msrdp'],
  'ltm/persistence/sip': ['sip_info'],
  'cm/traffic-group': ['traffic-group-1', 'traffic-group-local-only'],
};

/** Whether one of these kinds has an object of this path on every BIG-IP, so that a reference needs no look. */
export function isBuiltIn(kinds: readonly string[], path: string): boolean {
  return kinds.some((kind) => builtInNames(kind).some((name) => path === `/Common/${name}`));
}

function builtInNames(kind: string): readonly string[] {
  return findResource(kind)?.builtIn ?? UNMANAGED[kind] ?? [];
}
