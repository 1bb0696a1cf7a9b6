import type { SpecPath } from '../../../model/object.ts';
import { membersSpeakTls, TLS_PORTS } from './members-tls.ts';
import type { Hit, Rule, Subject } from './rule.ts';
import { usesCookie, type VirtualView, virtualsOf } from './virtuals.ts';

/** TLS that nobody ends before the HTTP profile reads it. */
export const tlsThroughHttp: Rule = {
  id: 'virtual/tls-through-http',
  severity: 'warning',
  explanation:
    'An HTTP profile reads what clients send. Where they speak TLS and no client-SSL profile ends it, that is no ' +
    'HTTP, and every connection is reset. Write tls: { client: … }, or leave out what asks for HTTP ' +
    '(websocket:, xForwardedFor, cookie persistence, an HTTP profile in profiles:) and pass the TLS through. ' +
    'Said of port 443 and 8443, and where members speak TLS and no server-SSL profile is on the virtual server. ' +
    '(F5Networks/f5-appsvcs-templates#142, F5Networks/f5-appsvcs-extension#169, F5Networks/k8s-bigip-ctlr#1013)',
  check: (subject) =>
    virtualsOf(subject)
      .filter((view) => view.http && view.has('client-ssl') === false)
      .flatMap((view) => hits(subject, view)),
};

function hits({ spec }: Subject, view: VirtualView): Hit[] {
  const { name, pool, written } = view;
  const tlsMembers = pool !== undefined && membersSpeakTls(spec, pool) && view.has('server-ssl') === false;
  if (!TLS_PORTS.includes(written.port) && !tlsMembers) return [];
  const why = TLS_PORTS.includes(written.port)
    ? `clients speak TLS to port ${written.port}`
    : 'the members speak TLS';
  return [
    {
      at: asksForHttp(view),
      message: `${name}: ${why}, and no client-SSL profile ends it before the HTTP profile`,
      hint: 'write tls: { client: … }, or leave HTTP out to pass the TLS through',
    },
  ];
}

/** What the HTTP profile is there for. */
function asksForHttp({ at, asks, written }: VirtualView): SpecPath {
  if (written.websocket) return [...at, 'websocket'];
  if (usesCookie(written)) return [...at, 'persistence'];
  if (written.xForwardedFor) return [...at, 'xForwardedFor'];
  return asks('http-compression') ?? asks('http2') ?? at;
}
