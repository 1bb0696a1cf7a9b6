import type { Rule } from './rule.ts';
import { poolsBehind, virtualsOf } from './virtuals.ts';

/** A pool that nothing watches: a dead member goes on getting connections. */
export const noMonitor: Rule = {
  id: 'pool/no-monitor',
  severity: 'warning',
  explanation:
    'Without a monitor the device does not know whether a member answers: a dead one goes on getting its ' +
    'share of the connections. Give the pool a monitor. For WebSockets the one that means something is ' +
    'type: websocket, which asks for an upgrade and expects 101; /Common/tcp at least sees that the port is open.',
  check: (subject) =>
    poolsBehind(virtualsOf(subject))
      .filter(({ written: { monitors, members } }) => {
        const isUnwatched = Array.isArray(monitors) && monitors.length === 0;
        return (
          isUnwatched && members.some((member) => member.monitors === 'default' || member.monitors === 'none')
        );
      })
      .map(({ at, name }) => ({
        at,
        message: `the pool ${name} has no monitor: a dead member goes on getting connections`,
        hint: 'add monitors: [/Common/tcp], or better one of type: websocket',
      })),
};
