import { text } from './field.ts';
import { defineResource, locateByPath } from './resource.ts';
import { harmless } from './impact.ts';

/** Partitions and folders cannot be made or removed inside a transaction. */
export const authPartition = defineResource({
  kind: 'auth/partition',
  label: 'partition',
  purpose: 'Keeps the objects of one owner apart from those of others.',
  after: [],
  partitioned: false,
  outsideTransaction: true,
  shared: true,
  holds: (partition, { path }) => path.startsWith(`/${partition.path}/`),
  fields: {},
});

export const sysFolder = defineResource({
  kind: 'sys/folder',
  label: 'folder',
  purpose: 'A place for objects inside a partition.',
  tmshName: (path) => `${path}/`,
  after: ['auth/partition'],
  outsideTransaction: true,
  shared: true,
  holds: (folder, { path }) => path.startsWith(`${folder.path}/`),
  fields: { description: text('description', harmless) },
  locate: (path) => locateByPath('sys/folder', path),
});
