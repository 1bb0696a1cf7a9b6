import {
  absolute,
  formatService,
  isWildcard,
  parseAddress,
  parseNetwork,
  parseService,
  printed,
  worded,
} from '../../wire/address.ts';
import { configurationError } from '../../wire/errors.ts';
import { inferred } from '../../inferred.ts';
import { type JsonObject, objectAt, textAt } from '../../wire/json.ts';
import { type Draft, kindAt, type Work, type Entry } from '../../objects/kind.ts';
import { nameOf, partitionOf } from '../../wire/names.ts';
import { invalid } from '../../objects/values.ts';
import { defaultRouteDomain } from '../parts/route-domain.ts';
import { maskOf } from './virtual-address.ts';

// The address a virtual server listens on. It is an object of its own, made and deleted along with its
// virtual servers (device-facts: listeners).

export function prepareVirtual(draft: Draft, work: Work): void {
  const { props, before, input, hidden } = draft;
  // A protocol that is not said comes from the profiles (virtual-attached.ts).
  hidden.protocol = input.ipProtocol === undefined ? '' : 'said';
  if (!before || input.destination !== undefined) setDestination(draft, work);
  setSource(draft, defaultRouteDomain(work.store, draft.name.partition));
  const snat = objectAt(input, 'sourceAddressTranslation');
  if (snat.pool === 'none') releaseSnatpool(before, work);
  const time = new Date(work.now()).toISOString().replace(/\.\d+Z$/, 'Z');
  if (work.tmos.atLeast('14.0')) {
    props.creationTime = before?.props.creationTime ?? time;
    props.lastModifiedTime = time;
  }
  props.vsIndex = before?.props.vsIndex ?? work.store.nextSerial();
}

/** A snatpool given up by name is free within the same transaction (device-facts: snatpool-in-transaction). */
function releaseSnatpool(before: Entry | undefined, work: Work): void {
  const pool = before ? textAt(objectAt(before.props, 'sourceAddressTranslation'), 'pool') : undefined;
  if (pool !== undefined) work.transaction?.released.add(`ltm/snatpool@${pool}`);
}

function setDestination(draft: Draft, work: Work): void {
  const { props, hidden, name, before, input } = draft;
  const text = textAt(props, 'destination') ?? '0.0.0.0:0';
  const partition = text.startsWith('/') ? partitionOf(text) : name.partition;
  const service = parseService(text.slice(text.lastIndexOf('/') + 1));
  if (!service) throw invalid('destination', text);
  const found = findAddress(service.host, partition, name.partition, work);
  const address = found ?? createAddress(service.host, draft, work);
  const target = parseAddress(address.hidden.address ?? '');
  hidden.address = address.key;
  hidden.port = String(service.port);
  hidden.listener = `${address.hidden.address ?? ''} ${service.port}`;
  // Whatever the address is called, `%0` is printed only where another is the default (device-facts: route-domain-zero).
  const zero = defaultRouteDomain(work.store, partitionOf(address.key)) === 0 ? /%0$/ : /(?!)/;
  const shown = nameOf(address.key).name.replace(zero, '');
  props.destination = `/${partitionOf(address.key)}/${formatService(shown, service.port)}`;
  props.mask = maskOf(textAt(input, 'mask') ?? textAt(address.props, 'mask'), address.hidden.address ?? '');
  // A wildcard listener forwards to where the packet was going (captured 12.1.2).
  if (!before && target && isWildcard(target.ip)) {
    for (const key of ['translateAddress', 'translatePort'])
      if (input[key] === undefined) props[key] = 'disabled';
  }
}

/** By name first, then by address: a virtual-address may have any name, and the destination shows it. */
function findAddress(host: string, partition: string, own: string, work: Work): Entry | undefined {
  const kind = kindAt(work.kinds, 'ltm/virtual-address');
  const byName = work.store.get(kind, `/${partition}/${host}`);
  if (byName) return byName;
  const address = parseAddress(host);
  if (!address) return work.store.get(kind, `/Common/${host}`);
  const there = work.store.withAlias(kind, absolute(address, defaultRouteDomain(work.store, partition)));
  return there.find(({ key }) => partitionOf(key) === own || partitionOf(key) === 'Common');
}

function createAddress(host: string, { name, input }: Draft, work: Work): Entry {
  const address = parseAddress(host);
  if (!address) throw invalid('destination', host);
  const domain = defaultRouteDomain(work.store, name.partition);
  const shown = printed(address, domain);
  // Called as it was said: `0.0.0.0` by Terraform, whose acceptance tests read it back so, `any` by AS3.
  const said = host.startsWith('any') ? worded(shown) : shown;
  const called =
    inferred.zeroInAddressNames && host.endsWith('%0') && !said.endsWith('%0') ? `${said}%0` : said;
  const mask = textAt(input, 'mask');
  const body: JsonObject = { address: shown, ...(mask === undefined ? {} : { mask }) };
  return work.create(kindAt(work.kinds, 'ltm/virtual-address'), nameOf(`/${name.partition}/${called}`), body);
}

/** The last virtual server takes its address along. */
export function dropAddress(path: string, work: Work): void {
  const address = work.store.find('ltm/virtual-address', path);
  if (address?.props.autoDelete !== 'true') return;
  if (work.store.users('ltm/virtual-address', path).length === 0) work.remove(address);
}

/** `0.0.0.0/0` or `::/0`, in the route domain of the destination. */
function setSource({ props, hidden, name }: Draft, own: number): void {
  const target = parseAddress((hidden.listener ?? '').split(' ')[0] ?? '');
  const destination = textAt(props, 'destination') ?? '';
  const domain = /%\d+/.exec(destination)?.[0] ?? '';
  const input = textAt(props, 'source');
  if (input === undefined || input === 'none') {
    props.source = target?.version === 6 ? `::${domain}/0` : `0.0.0.0${domain}/0`;
    return;
  }
  const network = parseNetwork(input.includes('/') ? input : `${input}/${input.includes(':') ? 128 : 32}`);
  if (!network) throw invalid('source', input);
  if (target && network.address.version !== target.version && !isWildcard(target.ip)) {
    throw configurationError(
      `Virtual server ${name.fullPath}: source and destination are of different families.`,
    );
  }
  const shown = shownDomain(network.address.routeDomain ?? 0, domain, own);
  props.source = `${network.address.ip}${shown}/${network.length}`;
}

/** The route domain of a source: that of the destination where it says none, and not shown where it is the default. */
function shownDomain(said: number, destination: string, own: number): string {
  if (said === 0) return destination;
  return said === own ? '' : `%${said}`;
}
