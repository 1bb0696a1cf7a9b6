import { configurationError, mcpd } from '../../wire/errors.ts';
import { inferredCode, inferredText } from '../../inferred.ts';
import { listAt, isObject, textAt, textsAt } from '../../wire/json.ts';
import { kindAt, type Work, type Entry } from '../../objects/kind.ts';
import { profileOfEvent } from '../../irules/words.ts';
import { parentKey } from '../../objects/entry.ts';
import { requiredProfiles } from './policy.ts';
import { type Attached, profileType } from './virtual-attached.ts';
import { checkTransport } from './virtual-transport.ts';

// What must fit together on a virtual server; checked when everything else of a request is in place.

export function checkVirtual(virtual: Entry, work: Work): void {
  const kind = virtual.kind.children.get('profiles');
  const items = kind ? work.store.list(kind, parentKey(virtual)) : [];
  const attached = items.flatMap(({ key, props }): Attached[] => {
    const entry = work.store.find('profile', key);
    return entry ? [{ type: profileType(entry), context: textAt(props, 'context') ?? 'all', entry }] : [];
  });
  checkListener(virtual, work);
  checkDuplicates(virtual, attached);
  checkTransport(virtual, attached);
  checkRequired(attached);
  checkPersistence(virtual, attached, work);
  checkEvents(virtual, attached, work);
  checkPolicies(virtual, attached, work);
}

/** A policy needs its profiles on the virtual server (captured), and must be published. */
function checkPolicies(virtual: Entry, attached: readonly Attached[], work: Work): void {
  const kind = virtual.kind.children.get('policies');
  const types = new Set(attached.map(({ type }) => type));
  for (const { key } of kind ? work.store.list(kind, parentKey(virtual)) : []) {
    const policy = work.store.find('ltm/policy', key);
    for (const type of policy ? requiredProfiles(policy) : []) {
      const isThere = types.has(
        type === 'client-ssl' || !type.endsWith('-connect') ? type : type.replace('-connect', ''),
      );
      if (isThere || !KNOWN_REQUIRES.has(type)) continue;
      const text = `Virtual server ${virtual.key} requires a profile of type ${type} for ltm policy ${key}.`;
      throw mcpd('010716d9', text);
    }
  }
}

const KNOWN_REQUIRES = new Set(['http', 'http-connect', 'tcp', 'client-ssl', 'websocket']);

function vlanSet({ props }: Entry): string {
  const vlans = textsAt(props, 'vlans');
  return `${props.vlansEnabled === true ? 'on' : 'off'} ${vlans.join(' ')}`;
}

/** One listener per destination, source, port, protocol and VLAN set. */
function checkListener(virtual: Entry, work: Work): void {
  const { address, listener } = virtual.hidden;
  // What criteria match is not compared (docs/mock.md).
  if (address === undefined || virtual.props.trafficMatchingCriteria !== undefined) return;
  const virtuals = kindAt(work.kinds, 'ltm/virtual');
  const twin = work.store
    .users('ltm/virtual-address', address)
    .find(
      (other) =>
        other.kind === virtuals &&
        other.key !== virtual.key &&
        other.props.trafficMatchingCriteria === undefined &&
        other.hidden.listener === listener &&
        other.props.source === virtual.props.source &&
        other.props.ipProtocol === virtual.props.ipProtocol &&
        vlanSet(other) === vlanSet(virtual),
    );
  if (!twin) return;
  const shared = work.tmos.atLeast('12.0')
    ? 'destination address, source address, service port, ip-protocol, and vlan'
    : 'both address and vlan';
  throw mcpd(
    '01070333',
    `Virtual Server ${virtual.key} illegally shares ${shared} with Virtual Server ${twin.key}.`,
  );
}

function checkDuplicates(virtual: Entry, attached: readonly Attached[]): void {
  const seen = new Set<string>();
  for (const { type, context } of attached) {
    if (type === 'client-ssl' || type === 'server-ssl') continue;
    for (const side of context === 'all' ? ['clientside', 'serverside'] : [context]) {
      if (seen.has(`${type} ${side}`)) {
        throw mcpd(inferredCode.duplicateProfiles, inferredText.duplicateProfiles(virtual.key));
      }
      seen.add(`${type} ${side}`);
    }
  }
  for (const type of ['client-ssl', 'server-ssl']) {
    const ofType = attached.filter((one) => one.type === type);
    if (ofType.filter(({ entry }) => entry.props.sniDefault === 'true').length > 1) {
      const text = 'has more than one clientssl/serverssl profile that is default for SNI.';
      throw mcpd('01071809', `Virtual Server ${virtual.key} ${text}`);
    }
  }
}

/** What a profile stands on: websocket on http, http on tcp. */
const STANDS_ON: Readonly<Record<string, string>> = {
  websocket: 'http',
  'http-compression': 'http',
  html: 'http',
  http: 'tcp',
  http2: 'http',
  'client-ssl': 'tcp',
  'server-ssl': 'tcp',
};

function checkRequired(attached: readonly Attached[]): void {
  const types = new Set(attached.map(({ type }) => type));
  for (const type of types) {
    const base = STANDS_ON[type];
    if (base !== undefined && !types.has(base)) throw configurationError(inferredText.requiredProfile(base));
  }
}

function checkPersistence(virtual: Entry, attached: readonly Attached[], work: Work): void {
  const hasHttp = attached.some(({ type }) => type === 'http' || type === 'fasthttp');
  if (hasHttp) return;
  const names = listAt(virtual.props, 'persist')
    .filter(isObject)
    .map((item) => `/${textAt(item, 'partition') ?? 'Common'}/${textAt(item, 'name') ?? ''}`);
  const isCookie = names.some(
    (name) => work.store.find('persistence', name)?.kind.path === 'ltm/persistence/cookie',
  );
  if (isCookie) throw configurationError(inferredText.cookieNeedsHttp);
}

/** Events of a rule need the profile that raises them (captured for HTTP on 17.0.0.1). */
function checkEvents(virtual: Entry, attached: readonly Attached[], work: Work): void {
  const types = new Set(attached.map(({ type }) => type));
  const hasPersistence = listAt(virtual.props, 'persist').length > 0;
  for (const path of textsAt(virtual.props, 'rules')) {
    const rule = work.store.find('ltm/rule', path);
    for (const event of (rule?.hidden.events ?? '').split(',')) {
      const needed = profileOfEvent(event);
      const clientSsl = event.startsWith('CLIENTSSL_') && !types.has('client-ssl') && !hasPersistence;
      if (!clientSsl && (!needed || needed.types.some((type) => types.has(type)))) continue;
      const name = needed?.name ?? 'CLIENTSSL';
      throw mcpd('01071912', inferredText.eventNeedsProfile(event, path, name, virtual.key));
    }
  }
}
