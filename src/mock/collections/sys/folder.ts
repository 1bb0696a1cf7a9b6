import { mcpd } from '../../wire/errors.ts';
import { scalarText, shown } from '../../wire/json.ts';
import { type Draft, type KindDefinition, kindAt, type Work, type Entry } from '../../objects/kind.ts';
import { nameOf } from '../../wire/names.ts';
import { custom, number, text, readOnly, trueFalse } from '../../objects/values.ts';
import { trafficGroup } from '../cm/traffic-group.ts';

// Partitions and folders: a partition is a folder of the root, seen from two addresses.

const deviceGroup = custom((value) => scalarText(value) ?? 'none', 'none');

export const folder: KindDefinition = {
  path: 'sys/folder',
  word: 'folder',
  properties: {
    description: text(),
    deviceGroup,
    hidden: readOnly('false'),
    inheritedDevicegroup: trueFalse('true'),
    inheritedTrafficGroup: trueFalse('true'),
    noRefCheck: trueFalse('false'),
    trafficGroup: trafficGroup('/Common/traffic-group-1'),
  },
  builtIns: [
    { name: '/', props: { inheritedDevicegroup: 'false', inheritedTrafficGroup: 'false' } },
    { name: '/Common' },
    { name: '/Common/Drafts' },
  ],
  hooks: {
    naming: ({ key }) => {
      if (key === '/') return { name: '/' };
      const { name, partition, subPath } = nameOf(key);
      return isPartition(key)
        ? { name, subPath: '/' }
        : { name, partition, ...(subPath === undefined ? {} : { subPath }) };
    },
    prepare: ({ input, props }) => {
      if (input.trafficGroup === 'none') props.trafficGroup = '/Common/traffic-group-local-only';
      // What is set on a folder is no longer inherited, unless the same request says that it is.
      const isOwn = (name: string, flag: string) =>
        typeof input[name] === 'string' && input[name] !== 'default' && input[flag] === undefined;
      if (isOwn('deviceGroup', 'inheritedDevicegroup')) props.inheritedDevicegroup = 'false';
      if (isOwn('trafficGroup', 'inheritedTrafficGroup')) props.inheritedTrafficGroup = 'false';
    },
    stored: (entry, before, work) => {
      if (!before && isPartition(entry.key)) pairWithPartition(entry, work);
    },
    deleting: (entry, work) => refuseFull(entry.key, work),
    deleted: (entry, work) => {
      const partition = isPartition(entry.key)
        ? work.store.find('auth/partition', entry.key.slice(1))
        : undefined;
      if (partition) work.remove(partition);
    },
  },
};

const isPartition = (path: string) => /^\/[^/]+$/.test(path);

function pairWithPartition({ key }: Entry, work: Work): void {
  const name = key.slice(1);
  if (work.store.find('auth/partition', name)) return;
  work.create(kindAt(work.kinds, 'auth/partition'), { name, partition: 'Common', fullPath: name }, {});
}

function refuseFull(path: string, work: Work): void {
  const inside = contentOf(path, work);
  if (!inside) return;
  if (isPartition(path)) {
    const text = `You must remove all objects from a partition before removing the partition (${path.slice(1)}), type ID (4032)`;
    throw mcpd('0107082a', text);
  }
  const item = `${inside.kind.word.toLowerCase()} ${inside.key}`;
  throw mcpd(
    '010713f9',
    `The folder ${path} cannot be deleted because it contains configuration item (${item})`,
  );
}

function contentOf(path: string, work: Work): Entry | undefined {
  for (const entry of work.store.all()) {
    if (entry.parent === '' && entry.key.startsWith(`${path}/`)) return entry;
  }
  return undefined;
}

export const partition: KindDefinition = {
  path: 'auth/partition',
  word: 'Partition',
  naming: 'plain',
  properties: { defaultRouteDomain: number(0), description: text() },
  builtIns: [{ name: 'Common', props: { description: 'Repository for system objects and shared objects.' } }],
  hooks: {
    prepare: ({ props }: Draft, work) => {
      const id = props.defaultRouteDomain;
      const domains = work.store.list(kindAt(work.kinds, 'net/route-domain'));
      if (id !== 0 && !domains.some((domain) => domain.props.id === id)) {
        throw mcpd('01070734', `Configuration error: route domain ${shown(id)} does not exist.`);
      }
    },
    stored: (entry, before, work) => {
      const path = `/${entry.key}`;
      const kind = kindAt(work.kinds, 'sys/folder');
      if (!before && !work.store.get(kind, path))
        work.create(kind, { name: entry.key, partition: 'Common', fullPath: path }, {});
    },
    deleting: (entry, work) => refuseFull(`/${entry.key}`, work),
    deleted: (entry, work) => {
      const own = work.store.find('sys/folder', `/${entry.key}`);
      if (own) work.remove(own);
    },
  },
};
