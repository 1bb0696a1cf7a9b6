import type { Hit, Rule } from './rule.ts';

/** A monitor whose request no server can answer as the monitor expects. */
export const incompleteRequest: Rule = {
  id: 'monitor/incomplete-request',
  severity: 'warning',
  explanation:
    'HTTP/1.1 asks for a Host header: many servers answer 400 without it. A monitor that expects 101 must send ' +
    'a whole upgrade: GET, HTTP/1.1, Host, Connection: Upgrade, Upgrade: websocket, Sec-WebSocket-Version: 13 ' +
    'and a Sec-WebSocket-Key, or every member is down at once. (K2167)',
  check: ({ spec }) =>
    Object.entries(spec.monitors).flatMap(([name, monitor]): Hit[] => {
      if (monitor.type !== 'http' && monitor.type !== 'https') return [];
      const handshake = /\b101\b/.test(monitor.receive);
      const lacks = missing(monitor.send.replace(/\\r\\n|\r\n/g, '\n'), handshake);
      if (lacks.length === 0) return [];
      const why = handshake ? 'a server answers 101 only to a whole upgrade' : 'HTTP/1.1 needs it';
      return [
        {
          at: ['monitors', name, 'send'],
          message: `the monitor ${name} sends no ${lacks.join(', no ')}: ${why}`,
          hint: handshake
            ? 'type: websocket sends a whole one'
            : 'end each line with \\r\\n in double quotes: "GET / HTTP/1.1\\r\\nHost: example\\r\\n…"',
        },
      ];
    }),
};

const HOST = ['Host', /^Host:/im] as const;
const HANDSHAKE = [
  ['HTTP/1.1', /^GET \S+ HTTP\/1\.1$/m],
  HOST,
  ['Connection: Upgrade', /^Connection:.*\bupgrade\b/im],
  ['Upgrade: websocket', /^Upgrade:\s*websocket/im],
  ['Sec-WebSocket-Version', /^Sec-WebSocket-Version:/im],
  ['Sec-WebSocket-Key', /^Sec-WebSocket-Key:\s*\S/im],
] as const;

function missing(request: string, handshake: boolean): string[] {
  const needed = handshake ? HANDSHAKE : /^\S+ \S+ HTTP\/1\.1$/m.test(request) ? [HOST] : [];
  return needed.filter(([, pattern]) => !pattern.test(request)).map(([header]) => header);
}
