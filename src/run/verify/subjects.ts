import { isIP } from 'node:net';
import { CliError, EXIT } from '../../exit.ts';
import type { Finding } from '../../probe/finding.ts';
import { findingOf } from '../../probe/fault.ts';
import type { FaultId } from '../../probe/faults.ts';
import type { Sticky } from '../../probe/checks/stickiness.ts';
import { type Endpoint, type Expected, placeText, clientUrl, type Tls } from '../../probe/target.ts';
import type { VerifySettings } from '../../spec/schema/virtual/verify.ts';
import type { LoadedSpec } from '../job.ts';
import type { Service, ServiceMember } from '../service.ts';
import type { Tried } from './result.ts';

/** What is to be tried, or why it cannot be. */
export interface Subject {
  readonly tried: Tried;
  readonly endpoint: Endpoint | undefined;
  /** Why there is nothing to connect to. */
  readonly obstacle: Finding | undefined;
  readonly expected: Expected;
  readonly echo: boolean;
  readonly sticky: Sticky | undefined;
  /** Whether it listens on every port, and one was picked. */
  readonly takesAnyPort: boolean;
  /** Whether the spec has the certificate that clients are shown. */
  readonly hasOwnCertificate: boolean;
  readonly notes: readonly string[];
}

export interface SubjectsInput {
  readonly loaded: LoadedSpec;
  readonly services: readonly Service[];
  /** Texts of the CA files, by the name that the spec gives them. */
  readonly authorities: ReadonlyMap<string, string>;
}

/** A virtual server with its members, as they are tried. */
export interface Group {
  readonly name: string;
  readonly service: Subject;
  readonly members: readonly Subject[];
}

/** Every virtual server that is to be tried, in the order of the spec; there must be one. */
export function groupsOf({ loaded, services, authorities }: SubjectsInput): readonly Group[] {
  const groups = services.flatMap((service) => {
    const settings = loaded.spec.virtualServers[service.virtual]?.verify;
    if (!settings) return [];
    const front = frontOf(service, settings, authorities);
    const subject = subjectOf(service, settings, front, loaded);
    const members = membersOf(service, settings, front, loaded);
    return [{ name: service.name, service: subject, members }];
  });
  if (groups.length > 0) return groups;
  throw new CliError(EXIT.usage, 'the spec has no virtual server to verify', {
    hint: 'verify: false leaves one out; there must be another one',
  });
}

/** The side that clients see. */
interface Front {
  readonly address: string;
  readonly port: number;
  readonly tls: Tls | undefined;
  readonly host: string;
  readonly notes: readonly string[];
}

function frontOf(
  service: Service,
  settings: VerifySettings,
  authorities: ReadonlyMap<string, string>,
): Front {
  const told = settings.tls === undefined ? service.tls : settings.tls !== false;
  const isTls = told ?? (settings.port ?? service.port) === 443;
  const port = service.port ?? settings.port ?? (isTls ? 443 : 80);
  const address = settings.address ?? service.address ?? '';
  const host = settings.host ?? hostText(address, port, isTls);
  const { serverName, caFile } = typeof settings.tls === 'object' ? settings.tls : {};
  const name = serverName ?? nameOf(host);
  const ca = caFile === undefined ? undefined : authorities.get(caFile);
  const tls = isTls ? { serverName: name, ca, isJudged: true } : undefined;
  const notes = [
    ...(told === undefined ? [guessText(isTls)] : []),
    ...(service.port === undefined && settings.port === undefined ? [anyPortText(port)] : []),
  ];
  return { address, port, host, tls, notes };
}

function guessText(isTls: boolean): string {
  const [why, value] = isTls ? ['port 443 suggests it', 'false'] : ['it is tried without', 'true'];
  return `only the device knows whether it speaks TLS: ${why}; verify: { tls: ${value} } says otherwise`;
}

function anyPortText(port: number): string {
  return `it listens on every port; ${port} is tried: verify: { port: … } names another`;
}

function hostText(address: string, port: number, isTls: boolean): string {
  if (port !== (isTls ? 443 : 80)) return placeText({ address, port });
  return address.includes(':') ? `[${address}]` : address;
}

/** The host without its port and brackets. */
function nameOf(host: string): string {
  const bracketed = /^\[([^\]]+)\]/.exec(host)?.[1];
  return bracketed ?? host.replace(/:\d+$/, '');
}

function requestOf({ path, origin, subprotocols, headers }: VerifySettings, host: string) {
  return { path, host, origin, subprotocols, headers };
}

function expectedOf({ expect }: VerifySettings): Expected {
  return { status: expect.status, subprotocol: expect.subprotocol };
}

function subjectOf(service: Service, settings: VerifySettings, front: Front, loaded: LoadedSpec): Subject {
  const { address, port, tls, host, notes } = front;
  const endpoint = { address, port, tls, request: requestOf(settings, host) };
  const problem = obstacleOf(service, address);
  return {
    tried: {
      virtualServer: service.name,
      url: address === '' ? '' : clientUrl(endpoint),
      ...(address === '' ? {} : { address: placeText(endpoint) }),
      source: loaded.locate(service.at),
    },
    endpoint: problem ? undefined : endpoint,
    obstacle: problem,
    expected: expectedOf(settings),
    echo: settings.echo,
    sticky: service.cookieName === undefined ? undefined : { cookieName: service.cookieName },
    takesAnyPort: service.port === undefined,
    hasOwnCertificate: service.hasOwnCertificate,
    notes: problem ? [] : notes,
  };
}

function obstacleOf({ enabled }: Service, address: string): Finding | undefined {
  const of = (id: FaultId, message: string): Finding => findingOf('address', { id, message });
  if (!enabled) return of('address/disabled', 'it is disabled');
  return address === '' ? of('address/unknown', 'its destination is a wildcard') : undefined;
}

function membersOf(service: Service, settings: VerifySettings, front: Front, loaded: LoadedSpec): Subject[] {
  const tls =
    service.memberTls === true
      ? { serverName: nameOf(front.host), ca: undefined, isJudged: false }
      : undefined;
  return service.members.map((member) => memberSubject(service, member, { settings, front, tls, loaded }));
}

interface MemberContext {
  readonly settings: VerifySettings;
  readonly front: Front;
  readonly tls: Tls | undefined;
  readonly loaded: LoadedSpec;
}

/** A member is asked just as the virtual server is: the request goes through it as it is. */
function memberSubject(service: Service, member: ServiceMember, context: MemberContext): Subject {
  const { settings, front, tls, loaded } = context;
  const { address, port } = member;
  const endpoint =
    address === undefined || port === undefined
      ? undefined
      : { address, port, tls, request: requestOf(settings, front.host) };
  const own = endpoint && {
    tls,
    request: { ...endpoint.request, host: hostText(endpoint.address, endpoint.port, tls !== undefined) },
  };
  return {
    tried: {
      virtualServer: service.name,
      member: member.name,
      url: own ? clientUrl(own) : '',
      ...(endpoint ? { address: placeText(endpoint) } : {}),
      source: loaded.locate(member.at),
    },
    endpoint,
    obstacle: endpoint
      ? undefined
      : findingOf('address', { id: 'address/members', message: 'its address or port is not in the spec' }),
    expected: expectedOf(settings),
    echo: settings.echo,
    sticky: undefined,
    takesAnyPort: false,
    hasOwnCertificate: false,
    notes:
      isIP(address ?? '') === 0 && endpoint ? ['its name is looked up from here, not from the device'] : [],
  };
}
