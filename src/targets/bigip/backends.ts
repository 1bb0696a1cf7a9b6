import type { Backend, BackendMember, ServiceMember } from '../../run/service.ts';
import type { Spec } from '../../spec/schema/schema.ts';
import { keyOf, membersOf } from './members.ts';

type Member = Spec['pools'][string]['members'][number];

/** The pools of a spec, with what their members are asked. */
export function backendsOf(spec: Spec): Backend[] {
  return Object.entries(spec.pools).map(([pool, { members, monitors }]) => {
    const connected = membersOf(spec, pool);
    return {
      pool,
      members: members.flatMap((member, index) => {
        const one = connected[index];
        return one ? [backendMember(spec, member, one, namesIn(monitors))] : [];
      }),
    };
  });
}

function backendMember(
  spec: Spec,
  member: Member,
  one: ServiceMember,
  ofPool: readonly string[],
): BackendMember {
  const node = spec.nodes[keyOf(spec, spec.nodes, member.node) ?? ''];
  const own = typeof member.monitors === 'string' ? undefined : namesIn(member.monitors);
  const names = member.monitors === 'none' ? [] : (own ?? ofPool);
  const isEnabled = [member.state, node?.state].every((state) => state === undefined || state === 'enabled');
  return { ...one, isMonitored: names.length > 0, isEnabled, dialogues: dialoguesOf(spec, names) };
}

function namesIn(rule: Spec['pools'][string]['monitors']): readonly string[] {
  return 'of' in rule ? rule.of : rule;
}

/** Of those that the spec defines; what others ask only the device knows. */
function dialoguesOf(spec: Spec, names: readonly string[]): BackendMember['dialogues'] {
  return names.flatMap((name) => {
    const monitor = spec.monitors[keyOf(spec, spec.monitors, name) ?? ''];
    if (!monitor || !('send' in monitor)) return [];
    const { type, send, receive, destination } = monitor;
    const port = type === 'tcp' ? undefined : portIn(destination);
    return [{ send, receive, ...(port === undefined ? {} : { port }) }];
  });
}

/** `*:8080`: a health page of its own. Of a bare connect elsewhere nobody can say what is there. */
function portIn(destination: string): number | undefined {
  const [, port] = /^\*[:.](\d+)$/.exec(destination) ?? [];
  return port === undefined ? undefined : Number(port);
}
