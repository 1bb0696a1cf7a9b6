import { absolute, parseAddress, printed, worded } from '../../wire/address.ts';
import { mcpd, tmsh } from '../../wire/errors.ts';
import { inferredText } from '../../inferred.ts';
import { isObject, objectAt, scalarText, textAt, type JsonObject } from '../../wire/json.ts';
import type { Draft, KindDefinition, Work } from '../../objects/kind.ts';
import { partitionOf } from '../../wire/names.ts';
import {
  block,
  custom,
  DISABLED,
  enabled,
  invalid,
  number,
  quoted,
  text,
  readOnly,
  word,
} from '../../objects/values.ts';
import { described, metadata } from '../parts/metadata.ts';
import { defaultRouteDomain } from '../parts/route-domain.ts';
import { hasMonitor, monitorRule } from './monitor-rule.ts';
import { keepStates, seenStates, session, state } from './member-state.ts';

export const node: KindDefinition = {
  path: 'ltm/node',
  word: 'Node',
  properties: {
    address: custom((value) => scalarText(value), undefined, { fixed: true }),
    appService: described.appService,
    connectionLimit: number(0),
    description: described.description,
    dynamicRatio: number(1),
    ephemeral: readOnly('false', { since: '11.6' }),
    fqdn: block(
      {
        addressFamily: word(['ipv4', 'ipv6', 'all'], 'ipv4'),
        autopopulate: enabled('disabled'),
        downInterval: number(5),
        interval: custom((value) => (value === 'ttl' ? 'ttl' : scalarText(value)), '3600'),
        tmName: text(),
      },
      { since: '11.6' },
    ),
    logging: enabled('disabled'),
    metadata,
    monitor: monitorRule({ inheriting: true }),
    rateLimit: quoted('disabled', { words: DISABLED }),
    ratio: number(1, { min: 1, max: 65535 }),
    session,
    state,
  },
  alias: ({ hidden }) => hidden.address,
  hooks: {
    prepare,
    view: (props, entry, store) => {
      const isFqdn = isObject(props.fqdn) && props.fqdn.tmName !== undefined;
      const inherited = store.find('ltm/default-node-monitor', '')?.props.rule;
      const monitored = hasMonitor(props.monitor === 'default' ? inherited : props.monitor);
      return { ...props, ...seenStates(props, !isFqdn && monitored, isFqdn, store.live?.health(entry)) };
    },
    deleting: (entry, { store }) => {
      const user = store.users('ltm/node', entry.key)[0];
      if (user)
        throw mcpd(
          '01070110',
          `Node address '${entry.key}' is referenced by a member of pool '${user.parent}'.`,
        );
    },
    check: (entry, work) => {
      const { address } = entry.hidden;
      const twin = address === undefined ? [] : work.store.withAlias(entry.kind, address);
      const shown = textAt(entry.props, 'address') ?? '';
      const other = twin.find(({ key }) => key !== entry.key);
      if (!other) return;
      // A new node that has a member came with it.
      if (work.store.users('ltm/node', entry.key).length > 0) {
        const text = `Pool member node (${entry.key}) and existing node (${other.key}) cannot use the same IP Address (${shown}).`;
        throw mcpd('0107003a', text);
      }
      throw mcpd('0107176c', `Invalid Node, the IP address ${shown} already exists.`);
    },
  },
};

function prepare(draft: Draft, work: Work): void {
  const { props, before, hidden } = draft;
  if (!before && props.state === 'user-down') {
    throw tmsh('a node cannot be created with state user-down: create it, then change its state');
  }
  keepStates(props, before?.props);
  if (before) {
    checkFqdn(props, before.props);
    return;
  }
  const isFqdn = textAt(objectAt(props, 'fqdn'), 'tmName') !== undefined;
  const input = scalarText(props.address);
  if (isFqdn && (input === undefined || input === 'any6' || input === '::')) {
    props.address = 'any6';
    return;
  }
  if (input === undefined) throw tmsh(inferredText.missingProperty('address'));
  const domain = defaultRouteDomain(work.store, partitionOf(draft.name.fullPath));
  const address = parseAddress(input);
  if (!address) throw invalid('address', input);
  props.address = worded(printed(address, domain));
  hidden.address = absolute(address, domain);
}

/** How an FQDN node is resolved cannot change either. */
function checkFqdn(props: JsonObject, before: JsonObject): void {
  for (const key of ['autopopulate', 'addressFamily', 'tmName']) {
    if (objectAt(props, 'fqdn')[key] !== objectAt(before, 'fqdn')[key]) {
      throw tmsh(inferredText.cannotChange(`fqdn.${key}`, 'Node', textAt(props, 'address') ?? ''));
    }
  }
}
