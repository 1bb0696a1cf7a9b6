import { isIP } from 'node:net';
import { placeText } from '../../probe/target.ts';
import type { LoadedSpec } from '../job.ts';
import type { Backend, BackendMember, Service } from '../service.ts';
import type { SpecPath } from '../../model/object.ts';

/** What stands for one member of a spec. Members of several pools at one address and port are one. */
export interface GatewayPlan {
  /** `Gateway-1:8001`. */
  readonly name: string;
  readonly address: string;
  readonly port: number;
  /** Where the spec names it first. */
  readonly at: SpecPath;
  /** Where it answers monitors, beside its own port. */
  readonly healthPorts: readonly number[];
  readonly tls: boolean;
  /** The names that its certificate must carry. */
  readonly provenNames: readonly string[];
  readonly sites: readonly SitePlan[];
  /** What monitors look for in a plain answer. */
  readonly words: readonly string[];
  /** The virtual servers through which it sees clients' own addresses and answers them past the BIG-IP. */
  readonly answersPast: readonly string[];
}

interface SitePlan {
  readonly path: string;
  readonly host?: string;
  readonly subprotocols: readonly string[];
  readonly status: number;
}

export interface GatewaysInput {
  readonly loaded: LoadedSpec;
  readonly services: readonly Service[];
  readonly backends: readonly Backend[];
  /** The keys of virtual servers whose members answer past the BIG-IP. */
  readonly answersPast: ReadonlySet<string>;
}

/** The gateways that a spec needs, in its order. A member with a host name, or that only the device knows, has none. */
export function gatewayPlans({ loaded, services, backends, answersPast }: GatewaysInput): GatewayPlan[] {
  const plans = new Map<string, GatewayPlan>();
  for (const { pool, members } of backends) {
    const reaching = services.filter((service) => service.pool === pool);
    const sites = reaching.flatMap((service) => siteOf(service, loaded));
    for (const member of members) {
      for (const port of portsOf(member, reaching)) {
        const plan = planFor(member, port, { reaching, sites, answersPast });
        if (!plan) continue;
        const key = placeText(plan);
        const other = plans.get(key);
        plans.set(key, other ? both(other, plan) : plan);
      }
    }
  }
  return [...plans.values()].map((plan) => ({ ...plan, sites: plan.sites.length > 0 ? plan.sites : [ANY] }));
}

const ANY: SitePlan = { path: '/', subprotocols: [], status: 101 };

/** A member on any port has that of the client. */
function portsOf({ port }: BackendMember, reaching: readonly Service[]): readonly number[] {
  if (port !== undefined) return [port];
  return reaching.map((service) => service.port ?? (service.tls ? 443 : 80));
}

interface Around {
  readonly reaching: readonly Service[];
  readonly sites: readonly SitePlan[];
  readonly answersPast: ReadonlySet<string>;
}

function planFor(
  { name, address, at, dialogues }: BackendMember,
  port: number,
  { reaching, sites, answersPast }: Around,
): GatewayPlan | undefined {
  if (address === undefined || isIP(address) === 0) return undefined;
  return {
    name,
    address,
    port,
    at,
    healthPorts: healthPortsOf(dialogues, port),
    tls: reaching.some(({ memberTls }) => memberTls === true),
    provenNames: reaching.flatMap(({ memberProof = [] }) => memberProof),
    sites: [...sites, ...dialogues.flatMap(({ send }) => siteAsked(send))],
    words: dialogues.flatMap(({ receive }) => wordsOf(receive)),
    answersPast: reaching.map(({ virtual }) => virtual).filter((virtual) => answersPast.has(virtual)),
  };
}

function healthPortsOf(dialogues: BackendMember['dialogues'], own: number): number[] {
  const ports = dialogues.flatMap(({ port }) => (port === undefined || port === own ? [] : [port]));
  return [...new Set(ports)];
}

function both(one: GatewayPlan, other: GatewayPlan): GatewayPlan {
  return {
    ...one,
    healthPorts: [...new Set([...one.healthPorts, ...other.healthPorts])],
    tls: one.tls || other.tls,
    provenNames: [...one.provenNames, ...other.provenNames],
    sites: [...one.sites, ...other.sites],
    words: [...new Set([...one.words, ...other.words])],
    answersPast: [...new Set([...one.answersPast, ...other.answersPast])],
  };
}

/** What clients ask for by `verify:`. */
function siteOf({ virtual }: Service, { spec }: LoadedSpec): SitePlan[] {
  const settings = spec.virtualServers[virtual]?.verify;
  if (!settings) return [];
  const { path, host, subprotocols, expect } = settings;
  const preferred = expect.subprotocol === undefined ? [] : [expect.subprotocol];
  return [
    {
      path: path.split('?')[0] ?? '/',
      ...(host === undefined ? {} : { host }),
      subprotocols: [...new Set([...preferred, ...subprotocols])],
      status: expect.status,
    },
  ];
}

/** What a monitor asks for where it asks for a WebSocket. */
function siteAsked(send: string): SitePlan[] {
  const lines = send.replaceAll('\\r\\n', '\r\n').split('\r\n');
  const [, path] = /^GET (\/\S*) HTTP\/1\.[01]$/.exec(lines[0] ?? '') ?? [];
  const header = (name: string): string | undefined =>
    lines
      .find((line) => line.toLowerCase().startsWith(`${name}:`))
      ?.slice(name.length + 1)
      .trim();
  if (path === undefined || header('upgrade')?.toLowerCase() !== 'websocket') return [];
  const subprotocols = (header('sec-websocket-protocol') ?? '').split(',').map((one) => one.trim());
  return [{ path: path.split('?')[0] ?? '/', subprotocols: subprotocols.filter(Boolean), status: 101 }];
}

/** A text that a pattern takes, where it is easily found. */
function wordsOf(receive: string): string[] {
  const text = receive
    .replaceAll(/^\^|\$$/g, '')
    .replaceAll(/\[([^\]^\\])[^\]]*\]/g, '$1')
    .replaceAll('.*', '')
    .replaceAll(/(?<!\\)[?+]/g, '')
    .replaceAll(/\\([^A-Za-z0-9])/g, '$1');
  return text !== '' && takes(receive, text) ? [text] : [];
}

/** Patterns of the device are not quite those of JavaScript; the plain ones are. */
function takes(pattern: string, text: string): boolean {
  try {
    return new RegExp(pattern, 'm').test(text);
  } catch {
    return false;
  }
}
