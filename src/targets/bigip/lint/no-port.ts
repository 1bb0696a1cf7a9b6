import type { SpecPath } from '../../../model/object.ts';
import type { Spec } from '../../../spec/schema/schema.ts';
import { isBuiltIn } from '../resources/built-in.ts';
import type { Hit, Rule } from './rule.ts';

const PORTED = ['tcp', 'tcp-half-open', 'http', 'https', 'udp'].map((type) => `ltm/monitor/${type}`);

/** A monitor that needs a port, on a node or on a member that has none. */
export const noPort: Rule = {
  id: 'monitor/no-port',
  severity: 'error',
  explanation:
    'A tcp, http or https monitor probes the port of the member. A node has none and neither has a member with ' +
    'port: any; the device refuses the pair with 01070622. Use gateway-icmp there, or a monitor of your own ' +
    'with destination: "*:8001".',
  check: ({ spec }) => [
    ...Object.entries(spec.nodes).flatMap(([name, { monitors }]) =>
      refused(spec, monitors, ['nodes', name, 'monitors'], `the node ${name}`),
    ),
    ...Object.entries(spec.pools).flatMap(([pool, { members, monitors }]) =>
      members
        .filter(({ port }) => port === 0)
        .flatMap((member) => {
          const own = member.monitors !== 'default';
          const at = own ? ['pools', pool, 'members', ...member.at, 'monitors'] : ['pools', pool, 'monitors'];
          return refused(spec, own ? member.monitors : monitors, at, `${member.node} in the pool ${pool}`);
        }),
    ),
  ],
};

type Written = Spec['nodes'][string]['monitors'];

function refused(spec: Spec, written: Written, at: SpecPath, whose: string): Hit[] {
  const list = typeof written === 'string' ? [] : Array.isArray(written) ? written : written.of;
  const monitor = list.find((one) => needsPort(spec, one));
  if (monitor === undefined) return [];
  return [
    {
      at,
      message: `${whose} has no port that the monitor ${monitor} could probe`,
      hint: 'use /Common/gateway_icmp, or a monitor with destination: "*:port"',
    },
  ];
}

function needsPort(spec: Spec, reference: string): boolean {
  const own = Object.hasOwn(spec.monitors, reference) ? spec.monitors[reference] : undefined;
  if (own) return own.type !== 'gateway-icmp' && /[:.]\*$/.test(own.destination);
  // This one has its port.
  return reference !== '/Common/https_443' && isBuiltIn(PORTED, reference);
}
