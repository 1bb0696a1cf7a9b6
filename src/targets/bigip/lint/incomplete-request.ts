import type { Hit, Rule } from './rule.ts';

/** A monitor whose request no server can answer as the monitor expects. */
export const incompleteRequest: Rule = {
  id: 'monitor/incomplete-request',
  severity: 'warning',
  explanation:
    'A server answers 400, or nothing at all, to what is no HTTP request, and every member is down at once. A ' +
    'request begins with a line like GET /path HTTP/1.1, has one header a line and ends with an empty line; each ' +
    'line ends with \\r\\n, not /r/n. HTTP/1.1 asks for a Host header that is not empty. A monitor that expects ' +
    '101 must send a whole upgrade: GET, HTTP/1.1, Host, Connection: Upgrade, Upgrade: websocket, ' +
    'Sec-WebSocket-Version: 13 and a Sec-WebSocket-Key. (K2167; RFC 9112, 3; RFC 6455, 4.1)',
  check: ({ spec }) =>
    Object.entries(spec.monitors).flatMap(([name, monitor]): Hit[] => {
      if (monitor.type !== 'http' && monitor.type !== 'https') return [];
      const handshake = /\b101\b/.test(monitor.receive);
      const problem = problemOf(monitor.send, handshake);
      if (problem === undefined) return [];
      return [
        {
          at: ['monitors', name, 'send'],
          message: `the monitor ${name} sends ${problem}`,
          hint: handshake
            ? 'type: websocket sends a whole upgrade'
            : 'end each line with \\r\\n in double quotes: "GET / HTTP/1.1\\r\\nHost: example\\r\\n\\r\\n"',
        },
      ];
    }),
};

/** No method is called HTTP, and there is one blank between its three parts or some more. */
const REQUEST_LINE = /^(?!HTTP )[A-Z][A-Z-]* +(?:[/*]|https?:\/\/)\S*(?<version> +HTTP\/1\.[01])? *$/;
const HEADER = /^[!#$%&'*+.^_`|~\w-]+:/;

function problemOf(send: string, handshake: boolean): string | undefined {
  const [first = '', ...rest] = send.replace(/\\r\\n|\r\n|\\n/g, '\n').split('\n');
  const request = REQUEST_LINE.exec(first);
  if (!request) return `${JSON.stringify(first.slice(0, 60))}, which is no line GET /path HTTP/1.1`;
  const end = rest.indexOf('');
  const headers = end < 0 ? rest : rest.slice(0, end);
  const head = [first, ...headers].join('\n');
  const needed = handshake ? HANDSHAKE : / HTTP\/1\.1 *$/.test(first) ? [HOST] : [];
  const lacks = needed.filter(([, pattern]) => !pattern.test(head)).map(([header]) => header);
  const why = handshake ? 'a server answers 101 only to a whole upgrade' : 'HTTP/1.1 needs it';
  if (lacks.length > 0) return `no ${lacks.join(', no ')}: ${why}`;
  // Before HTTP/1.0 a request was that one line.
  if (request.groups?.version === undefined) return undefined;
  const odd = headers.find((line) => !HEADER.test(line));
  if (odd !== undefined) return `the line ${JSON.stringify(odd.slice(0, 60))}, which is no header`;
  return end < 0 || rest.length === end + 1
    ? 'no empty line at the end: a server waits for the rest'
    : undefined;
}

const HOST = ['Host', /^Host:[ \t]*\S/im] as const;
const HANDSHAKE = [
  ['HTTP/1.1', /^GET \S+ HTTP\/1\.1 *$/m],
  HOST,
  ['Connection: Upgrade', /^Connection:.*\bupgrade\b/im],
  ['Upgrade: websocket', /^Upgrade:\s*websocket/im],
  ['Sec-WebSocket-Version', /^Sec-WebSocket-Version:/im],
  ['Sec-WebSocket-Key', /^Sec-WebSocket-Key:\s*\S/im],
] as const;
