/** What is wrong, what that means, and the next thing to try. */
export interface FaultEntry {
  readonly means: string;
  readonly next: string;
  /** Default: failed. */
  readonly verdict?: 'failed' | 'not-tested';
}

const SERVER = 'look into the log of the gateway, and compare with the gateway itself: --members';
const SOFTWARE =
  'the software of the gateway, or a proxy in front of it, is at fault: update it, or try --members';

const ENTRIES = {
  'address/unknown': {
    means: 'a wildcard has no address of its own that could be connected to',
    next: 'name one that leads through it: verify: { address: 203.0.113.10 }',
    verdict: 'not-tested',
  },
  'address/disabled': {
    means: 'the spec has it disabled, so it takes no connection',
    next: 'write enabled: true when it is to be used',
    verdict: 'not-tested',
  },
  'address/members': {
    means: 'the spec gives no address and port of a member that could be connected to',
    next: 'a pool that only the device knows, or a member on any port, can be tested through the virtual server alone',
    verdict: 'not-tested',
  },
  'address/not-applied': {
    means: 'the mock has no virtual server and no member there: what the spec says is not on it',
    next: 'apply the spec to the same mock first: bigip-ws apply --mock',
  },
  'address/not-carried': {
    means: 'the mock has it, and carries no traffic for it: the message says why',
    next: 'docs/mock.md tells what it carries; a device can be tried without --mock',
    verdict: 'not-tested',
  },
  'tcp/refused': {
    means: 'the address is there, and nothing listens on the port',
    next: 'is it applied and enabled: bigip-ws diff; is the port right; on a member: does the gateway run',
  },
  'tcp/silent': {
    means: 'packets are lost on the way, or dropped at the other end',
    next: 'look at routes and firewalls between here and there, at the VLANs it listens on, at ARP of the address',
  },
  'tcp/failed': {
    means: 'this machine could not make a connection',
    next: 'the code is the operating system’s: a local firewall, or too many open connections',
  },
  'tcp/no-route': {
    means: 'nothing is known about the target: this machine has no route to it',
    next: 'run it from a machine in that network, or add a route',
    verdict: 'not-tested',
  },
  'tcp/no-name': {
    means: 'nothing is known about the target: its name leads nowhere from here',
    next: 'run it where the name is known, or write the address',
    verdict: 'not-tested',
  },
  'tls/plain': {
    means: 'TLS was expected, and the other side speaks without',
    next: 'write verify: { tls: false } if that is right; else a client-ssl profile is missing',
  },
  'tls/silent': {
    means: 'the other side waits for something else than TLS, or is stuck',
    next: 'does it speak TLS at all? verify: { tls: false } tries without',
  },
  'tls/cut': {
    means: 'the other side does not want TLS from this client, or no member is there to take the connection',
    next: 'look at the client-ssl profile (ciphers, client certificate), and at the members: --members',
  },
  'tls/refused': {
    means: 'both sides speak TLS and do not agree on a version, a cipher, a name or a client certificate',
    next: 'look at the ciphers and options of the client-ssl profile; current browsers need TLS 1.2',
  },
  'tls/expired': {
    means: 'every client refuses it; nothing was sent to it',
    next: 'renew the certificate in the client-ssl profile, and its chain',
  },
  'tls/not-yet': {
    means: 'every client refuses it until then; nothing was sent to it',
    next: 'is the clock of this machine right? else use the certificate from before',
  },
  'tls/name': {
    means: 'clients that use this name refuse it; nothing was sent to it',
    next: 'write the name of the clients’ URL: verify: { host: … }, or tls: { serverName: … }; else change the certificate',
  },
  'tls/untrusted': {
    means: 'clients refuse it, unless they know the authority; nothing was sent to it',
    next: 'name your own authority: verify: { tls: { caFile: ca.pem } }; else add the chain to the client-ssl profile',
  },
  'upgrade/silent': {
    means: 'the port is open, and whoever listens there does not answer HTTP',
    next: 'is TLS expected there (verify: { tls: true })? is the port right? does a gateway hang: --members',
  },
  'upgrade/slow': {
    means: 'the answer comes so slowly that no client would wait for it',
    next: SERVER,
  },
  'upgrade/closed': {
    means: 'whoever listens there ends the connection when it sees the request',
    next: 'is TLS expected there (verify: { tls: true })? is a member up: --members',
  },
  'upgrade/reset': {
    means: 'a BIG-IP resets a connection that it has no member for, and one that an iRule rejects',
    next: 'are members up: --members; on the device: tmsh show ltm pool, and tm.rstcause.log for the cause',
  },
  'upgrade/tls': {
    means: 'plain HTTP was sent, and the other side speaks TLS',
    next: 'write verify: { tls: true }; on a member: a server-ssl profile is missing',
  },
  'upgrade/http2': {
    means: 'HTTP/1.1 was sent, and the other side speaks HTTP/2 only',
    next: 'a WebSocket by HTTP/1.1 needs a listener that speaks it',
  },
  'upgrade/not-http': {
    means: 'another service listens on this port',
    next: 'is the port right, here and in the pool?',
  },
  'upgrade/malformed': { means: 'clients give up on such an answer', next: SOFTWARE },
  'upgrade/endless-head': { means: 'clients give up on such an answer', next: SOFTWARE },
  'upgrade/no-websocket': {
    means: 'it took the request for one of a page: the upgrade was not seen, or the path is no WebSocket',
    next: 'is the path right: verify: { path: … }? what is between drops the Upgrade header: websocket: auto',
  },
  'upgrade/redirect': {
    means: 'clients do not follow a redirect when they open a WebSocket',
    next: 'use the URL of Location in clients and in verify:; a virtual server that only redirects: verify: { expect: { status: 301 } }',
  },
  'upgrade/bad-request': {
    means: 'it does not take the handshake: a header is missing, or was changed on the way',
    next: 'try host, origin and subprotocols of verify: as clients send them; compare with --members',
  },
  'upgrade/unauthorized': {
    means: 'it wants to know who asks',
    next: 'give what clients send: verify: { headers: { Authorization: "${env:NAME}" } }',
  },
  'upgrade/forbidden': {
    means: 'it refuses this client: often by its origin, its address, or for lack of a login',
    next: 'write verify: { origin: https://… } as the page of the clients has it; is SNAT’s address allowed?',
  },
  'upgrade/not-found': {
    means: 'there is no WebSocket at this path, or none for this host',
    next: 'write verify: { path: …, host: … } as in the URL of the clients',
  },
  'upgrade/version': {
    means: 'it wants an upgrade to something else, or another version of the protocol than 13',
    next: SERVER,
  },
  'upgrade/too-many': {
    means: 'a limit on connections or requests is reached',
    next: 'try again later, or with a lower --rate',
  },
  'upgrade/unavailable': {
    means: 'who answers has nobody to hand the connection on to',
    next: 'are the members up: --members; a member that says so itself lacks what is behind it',
  },
  'upgrade/other-status': { means: 'only 101 opens a WebSocket', next: SERVER },
  'upgrade/unexpected': {
    means: 'the spec expects another answer',
    next: 'change expect.status of verify:, or what answers',
  },
  'upgrade/no-upgrade': {
    means: 'clients refuse a 101 that does not say what it changes to',
    next: SOFTWARE,
  },
  'upgrade/accept': {
    means: 'clients refuse it: who answers does not know WebSockets, or answers somebody else’s request',
    next: 'a cache or proxy answers in place of the gateway? compare with --members',
  },
  'upgrade/extension': {
    means: 'clients refuse an extension that they did not ask for',
    next: 'websocket profile: is its compression right? else the gateway’s settings',
  },
  'upgrade/subprotocol': {
    means: 'clients refuse a subprotocol that they did not offer',
    next: 'offer what clients offer: verify: { subprotocols: […] }; else the gateway’s settings',
  },
  'upgrade/no-subprotocol': {
    means: 'browsers give up when none of what they offer is taken',
    next: 'offer what the gateway knows: verify: { subprotocols: […] }',
  },
  'upgrade/other-subprotocol': {
    means: 'the spec expects another one',
    next: 'change expect.subprotocol or the order of subprotocols; else the gateway’s settings',
  },
  'upgrade/transfer-encoding': {
    means: 'an answer of this kind has no body; clients and proxies wait for one, or refuse it',
    next: SOFTWARE,
  },
  'upgrade/content-length': {
    means: 'an answer of this kind has no body; clients and proxies wait for one, or refuse it',
    next: SOFTWARE,
  },
  'frame/masked': {
    means: 'a server never masks; clients must end such a connection',
    next: 'websocket profile: is masking right? else the gateway',
  },
  'frame/reserved-bits': {
    means: 'compressed frames, though no extension was agreed on; or bytes that are no frames',
    next: 'websocket profile: is compression right? else the gateway',
  },
  'frame/reserved-opcode': { means: 'the bytes are no frames of a WebSocket', next: SOFTWARE },
  'frame/fragmented-control': { means: 'clients must end such a connection', next: SOFTWARE },
  'frame/long-control': { means: 'clients must end such a connection', next: SOFTWARE },
  'frame/length': { means: 'the bytes are no frames of a WebSocket', next: SOFTWARE },
  'frame/too-large': { means: 'it is far more than was asked for, and was not read', next: SERVER },
  'frame/flood': { means: 'it sends far more than was asked for, and was not read to the end', next: SERVER },
  'frame/continuation': { means: 'clients must end such a connection', next: SOFTWARE },
  'frame/interleaved': { means: 'clients must end such a connection', next: SOFTWARE },
  'frame/utf8': { means: 'clients must end such a connection', next: SOFTWARE },
  'frame/close-code': { means: 'clients take it for an error of the protocol', next: SOFTWARE },
  'frame/close-payload': { means: 'clients take it for an error of the protocol', next: SOFTWARE },
  'cut/close-frame': {
    means: 'the service itself says good-bye: clients lose the connection right after they opened it',
    next: 'its code and reason tell why: a login, an origin, a restart; look into the log of the gateway',
  },
  'cut/end': {
    means: 'a process ended, or a proxy cut the connection: a service that means it sends a close frame',
    next: SERVER,
  },
  'cut/reset': {
    means: 'a process crashed, or something between resets: a BIG-IP does when the member is gone',
    next: 'tm.rstcause.log on the device tells the cause; compare with --members',
  },
  'ping/silent': {
    means: 'a WebSocket server must answer a ping; what is between may pass the handshake and nothing else',
    next: 'compare with --members: if those answer, HTTP is in the way behind the upgrade (websocket: auto)',
  },
  'echo/silent': {
    means: 'the connection is open and the message did not come back',
    next: 'is it an echo service? else leave out echo: true; large messages only: a limit on their size',
  },
  'echo/different': {
    means: 'what came back is not what was sent',
    next: 'is it an echo service that adds nothing? else something between changes messages: an iRule, a stream profile',
  },
  'echo/cut': {
    means: 'the connection ended instead of an echo',
    next: '1009, or large messages only: raise the largest message of the gateway; else its log',
  },
  'close/silent': {
    means: 'a WebSocket server must answer a close frame; connections would stay half open',
    next: SERVER,
  },
  'close/no-frame': {
    means: 'the connection ends, and clients see an abnormal close (1006)',
    next: SERVER,
  },
  'close/left-open': {
    means: 'the server must end the connection after the close frames; it stays, and uses up limits',
    next: SERVER,
  },
  'reconnect/failed': {
    means: 'some connections work and some do not: one member of several is at fault, or a limit is reached',
    next: 'which member: --members; connectionLimit and connectionRateLimit of the spec',
  },
  'stickiness/moved': {
    means: 'the cookie does not lead back to the same member',
    next: 'was the member marked down meanwhile? is the persistence profile the one that is meant?',
  },
  'stickiness/no-cookie': {
    means: 'the spec asks for cookie persistence, and the answer to the handshake set no cookie',
    next: 'a page that was loaded before may have set it; check that with a browser',
    verdict: 'not-tested',
  },
  'idle/close-frame': {
    means: 'the service itself closes silent connections',
    next: 'its own idle time-out; or clients must send something more often',
  },
  'idle/end': {
    means: 'something ended the silent connection without a close frame: a proxy, or a gateway process',
    next: 'compare with --members: a member that does the same has the time-out itself',
  },
  'idle/reset': {
    means: 'a BIG-IP resets a connection that is silent for its idle time-out, 300 s if nothing else is said',
    next: 'idleTimeout: 3600 on the virtual server, or keepAlive below it; compare with --members',
  },
  'idle/dead': {
    means: 'the connection seems open and nothing passes any more: a firewall forgot it',
    next: 'keepAlive below the time-out of the firewalls between',
  },
} as const satisfies Readonly<Record<`${string}/${string}`, FaultEntry>>;

export type FaultId = keyof typeof ENTRIES;

/** Everything that a check can end with, by rule id. A fault is an entry above and a test that meets it. */
export const FAULTS: Readonly<Record<FaultId, FaultEntry>> = ENTRIES;
