import { configurationError, mcpd } from '../../wire/errors.ts';
import type { Draft, KindDefinition, Work, Entry, Store } from '../../objects/kind.ts';
import { nameOf, type ObjectName } from '../../wire/names.ts';
import { refersTo } from '../../objects/references.ts';
import { parentKey } from '../../objects/entry.ts';
import { flag, number, text, texts, readOnly } from '../../objects/values.ts';
import { actions, conditions } from './policy-parts.ts';

// LTM policies (device-facts: policies): from 12.1 on only drafts and legacy ones can be edited; publishing
// moves a draft into place.

const rules: KindDefinition = {
  path: 'rules',
  word: 'Policy Rule',
  naming: 'plain',
  children: [actions, conditions],
  properties: { description: text(undefined, { since: '12.1' }), ordinal: number(0) },
  hooks: { prepare: ({ parent }, work) => requireEditable(parent, work) },
};

export const strategy: KindDefinition = {
  path: 'ltm/policy-strategy',
  word: 'Policy Strategy',
  methods: ['GET'],
  children: [{ path: 'operands', word: 'operand', methods: ['GET'], properties: {} }],
  properties: { description: text(), strategy: readOnly() },
  builtIns: ['all-match', 'best-match', 'first-match'].map((name) => ({ name, props: { strategy: name } })),
};

export const policy: KindDefinition = {
  path: 'ltm/policy',
  word: 'Policy',
  children: [rules],
  // Only a draft has one, and the device finds it by the name; Terraform sends an empty one.
  ignores: ['publishedCopy'],
  properties: {
    appService: text(),
    controls: texts(),
    description: text(),
    lastModified: readOnly(),
    legacy: flag(),
    references: readOnly({}),
    requires: texts(),
    status: readOnly(),
    strategy: refersTo('ltm/policy-strategy', { initial: '/Common/first-match' }),
  },
  hooks: {
    prepare,
    deleting: ({ key }, work) => {
      // Taking it off a virtual server and deleting it in one transaction conflicts (AS3 deletes after).
      if (work.transaction?.detached.has(`ltm/policy@${key}`)) {
        throw mcpd(
          '01070265',
          `The Policy (${key}) cannot be deleted because it is in use by a Virtual Server.`,
        );
      }
    },
  },
};

const hasDrafts = (work: Pick<Work, 'tmos'>) => work.tmos.atLeast('12.1');
const isDraftPath = (path: string) => /\/Drafts\/[^/]+$/.test(path);

/** `/Common/Drafts/p` and `/Common/p`. */
const publishedPath = (draft: string) => draft.replace(/\/Drafts\/([^/]+)$/, '/$1');
const draftPath = (published: string) => published.replace(/\/([^/]+)$/, '/Drafts/$1');

function prepare(draft: Draft, work: Work): void {
  const { props, name, before } = draft;
  props.lastModified = new Date(work.now()).toISOString().replace(/\.\d+Z$/, 'Z');
  if (!hasDrafts(work)) return;
  if (props.legacy === true || before?.props.status === 'legacy') {
    Reflect.deleteProperty(props, 'legacy');
    props.status = 'legacy';
    return;
  }
  if (isDraftPath(name.fullPath)) {
    const published = publishedPath(name.fullPath);
    if (!before && work.store.find('ltm/policy', published)) {
      throw configurationError(
        `Published policy "${published}" exists, use create-draft to create a draft copy .`,
      );
    }
    props.status = 'draft';
    return;
  }
  throw refusePublished(name.fullPath);
}

function refusePublished(path: string) {
  const draft = draftPath(path);
  const text = `Cannot create/modify published policy '${path}' directly, try specifying a draft folder like '${draft}'.`;
  return mcpd('01071abb', text);
}

function requireEditable(parent: string, work: Work): void {
  const path = parent.split('\n')[0] ?? '';
  const owner = work.store.find('ltm/policy', path);
  if (hasDrafts(work) && owner?.props.status === 'published') throw refusePublished(path);
}

/** Copies a policy with its rules to another place and status. */
function copy(from: Entry, to: ObjectName, status: string, work: Work): void {
  const { kind } = from;
  const old = work.store.get(kind, to.fullPath);
  if (old) dropRules(old, work.store);
  work.put(
    { ...from, key: to.fullPath, generation: work.store.nextGeneration(), system: false },
    { props: { status } },
  );
  copyChildren(from, parentKey({ ...from, key: to.fullPath }), work.store);
}

function copyChildren(from: Entry, parent: string, store: Store): void {
  for (const child of from.kind.children.values()) {
    for (const item of store.list(child, parentKey(from))) {
      const moved = { ...item, parent, generation: store.nextGeneration() };
      store.put(child, item.key, parent, moved);
      copyChildren(item, parentKey(moved), store);
    }
  }
}

function dropRules(entry: Entry, store: Store): void {
  for (const child of entry.kind.children.values()) {
    for (const item of store.list(child, parentKey(entry))) {
      dropRules(item, store);
      store.put(child, item.key, item.parent, undefined);
    }
  }
}

export function publish(path: string, work: Work): Entry {
  const draft = work.store.find('ltm/policy', path);
  if (!draft || !isDraftPath(path)) throw mcpd('01020036', `The requested Policy (${path}) was not found.`);
  const to = nameOf(publishedPath(path));
  copy(draft, to, 'published', work);
  dropRules(draft, work.store);
  work.store.put(draft.kind, draft.key, '', undefined);
  return work.store.find('ltm/policy', to.fullPath) ?? draft;
}

export function createDraft(entry: Entry, work: Work): Entry {
  const to = nameOf(draftPath(entry.key));
  if (work.store.find('ltm/policy', to.fullPath)) {
    throw mcpd(
      '01020066',
      `The requested Policy (${to.fullPath}) already exists in partition ${to.partition}.`,
    );
  }
  copy(entry, to, 'draft', work);
  return entry;
}

/** What a policy needs on the virtual servers it is attached to. */
export function requiredProfiles(entry: Entry): readonly string[] {
  const { requires } = entry.props;
  return Array.isArray(requires) ? requires.filter((type) => typeof type === 'string') : [];
}
