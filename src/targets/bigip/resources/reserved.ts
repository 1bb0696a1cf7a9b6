/** The data-group that lists what each spec manages. */
export const INVENTORY_NAME = 'bigip-ws-inventory';

/** The folder of the lock. */
export const LOCK_FOLDER = '/Common/bigip-ws';

/** Whether a path is one of this tool's own records, which no spec manages. */
export function isReserved(path: string): boolean {
  return path === `/Common/${INVENTORY_NAME}` || path.startsWith(`${LOCK_FOLDER}/`);
}
