import type { Kinds, Store } from '../../objects/kind.ts';
import { kindAt } from '../../objects/kind.ts';
import { isObject, listAt, scalarText } from '../../wire/json.ts';
import type { EventFacts } from '../contract.ts';
import type { KeyFiles } from '../view.ts';

// What rules and TLS are told of the configuration.

export function dataGroupsOf(store: Store, kinds: Kinds): EventFacts['dataGroups'] {
  const groups = store.list(kindAt(kinds, 'ltm/data-group/internal'));
  return Object.fromEntries(
    groups.map(({ key, props }) => [
      key,
      listAt(props, 'records')
        .filter(isObject)
        .map(({ name, data }) => [scalarText(name) ?? '', scalarText(data) ?? ''] as const),
    ]),
  );
}

/** The certificates and keys that were uploaded. */
export function keyFilesOf(store: Store, given: Pick<KeyFiles, 'builtIn' | 'trusted'>): KeyFiles {
  return {
    certificate: (path) => store.find('sys/file/ssl-cert', path)?.hidden.content,
    key: (path) => store.find('sys/file/ssl-key', path)?.hidden.publicPart,
    ...given,
  };
}
