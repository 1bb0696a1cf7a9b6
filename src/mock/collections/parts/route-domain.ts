import type { Store } from '../../objects/kind.ts';

/** The route domain that addresses of a partition are in when they do not say. */
export function defaultRouteDomain(store: Store, partition: string): number {
  const value = store.find('auth/partition', partition)?.props.defaultRouteDomain;
  return typeof value === 'number' ? value : 0;
}
