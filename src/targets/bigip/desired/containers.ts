import type { ConfigObject, SpecPath } from '../../../model/object.ts';
import type { Spec } from '../../../spec/schema/schema.ts';
import { isMemberPath, parsePath } from '../resources/object-path.ts';

/** The partitions and folders that the objects lie in; used as they are where they exist. */
export function containersOf(spec: Spec, objects: readonly ConfigObject[]): ConfigObject[] {
  const containers = new Map<string, ConfigObject>();
  const add = (kind: string, path: string, at: SpecPath): void => {
    if (!containers.has(path)) containers.set(path, { kind, path, fields: {}, at, asFound: true });
  };
  for (const object of objects) {
    const parsed =
      object.path.startsWith('/') && !isMemberPath(object.path) ? parsePath(object.path) : undefined;
    if (!parsed) continue;
    const { partition, folder } = parsed;
    const at = object.at ?? [];
    if (partition !== 'Common')
      add('auth/partition', partition, spec.partition === partition ? ['partition'] : at);
    const folders = folder === '' ? [] : folder.split('/');
    folders.forEach((_, index) => {
      const path = `/${partition}/${folders.slice(0, index + 1).join('/')}`;
      add('sys/folder', path, spec.folder === folder ? ['folder'] : at);
    });
  }
  return [...containers.values()];
}
