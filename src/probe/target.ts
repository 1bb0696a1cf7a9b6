/** Where a WebSocket is asked for, and how. Plain data. */
export interface Endpoint {
  /** The address, or a name, that is connected to. */
  readonly address: string;
  readonly port: number;
  /** TLS, where it is spoken. */
  readonly tls: Tls | undefined;
  readonly request: Asked;
  /** Where that is in truth, where something stands in for it. */
  readonly standIn?: StandIn;
}

/** The place that stands for an address and port. */
export interface StandIn {
  readonly address: string;
  readonly port: number;
  /** Who provides it, as the end of a sentence: `the mock`. */
  readonly on: string;
  /** The address of this machine to connect from, where that matters. */
  readonly from?: string;
}

export interface Tls {
  /** The name that the certificate must carry, and that is asked for (SNI). */
  readonly serverName: string;
  /** PEM of authorities that are trusted beside the system's. */
  readonly ca: string | undefined;
  /** Whether the certificate counts. A BIG-IP takes any of its members, unless it is told otherwise. */
  readonly isJudged: boolean;
}

/** What the handshake asks for. */
export interface Asked {
  readonly path: string;
  /** As it stands in the URL of the clients: with the port where that is not the usual one. */
  readonly host: string;
  readonly origin: string | undefined;
  readonly subprotocols: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
}

/** What the answer is expected to be. */
export interface Expected {
  /** 101, or the status of a refusal that is right. */
  readonly status: number;
  readonly subprotocol: string | undefined;
}

/** `ws://host/path`, as a client writes it. */
export function clientUrl({ tls, request }: Pick<Endpoint, 'tls' | 'request'>): string {
  return `${tls ? 'wss' : 'ws'}://${request.host}${request.path}`;
}

/** `192.0.2.1:80`, `[2001:db8::1]:80`. */
export function placeText({ address, port }: Pick<Endpoint, 'address' | 'port'>): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

/** The same, with what stands in for it: `192.0.2.1:80 on the mock`. */
export function reachedText({
  standIn,
  ...endpoint
}: Pick<Endpoint, 'address' | 'port' | 'standIn'>): string {
  return standIn ? `${placeText(endpoint)} on ${standIn.on}` : placeText(endpoint);
}
