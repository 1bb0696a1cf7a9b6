import type { Spec } from '../../../spec/schema/schema.ts';
import { isBuiltIn } from '../resources/built-in.ts';
import type { PoolView } from './virtuals.ts';

/** Ports on which servers speak TLS, by custom. */
export const TLS_PORTS: readonly number[] = [443, 8443];

/**
 * Whether the members of a pool speak TLS, as far as the spec tells: by the monitors that probe the port of
 * the member itself, else by a port that custom gives to one or the other.
 */
export function membersSpeakTls(
  spec: Spec,
  { written: { members, monitors } }: PoolView,
): boolean | undefined {
  if (members.length === 0) return undefined;
  const said = members.map((member) =>
    speakTls(spec, member.monitors === 'default' ? monitors : member.monitors, member.port),
  );
  return said.every((one) => one === said[0]) ? said[0] : undefined;
}

type Monitors = Spec['pools'][string]['monitors'] | Spec['nodes'][string]['monitors'];

function speakTls(spec: Spec, monitors: Monitors, port: number): boolean | undefined {
  const list = typeof monitors === 'string' ? [] : Array.isArray(monitors) ? monitors : monitors.of;
  const types = new Set(list.map((one) => typeOf(spec, one)));
  if (types.has('http') !== types.has('https')) return types.has('https');
  if (types.has('http')) return undefined;
  return TLS_PORTS.includes(port) ? true : port === 80 ? false : undefined;
}

/** `http` or `https`, of a monitor that probes the port of the member. */
function typeOf(spec: Spec, reference: string): string | undefined {
  const own = Object.hasOwn(spec.monitors, reference) ? spec.monitors[reference] : undefined;
  if (own) return own.destination.endsWith('*') ? own.type : undefined;
  return ['http', 'https'].find((type) => isBuiltIn([`ltm/monitor/${type}`], reference));
}
