import { CliError, EXIT } from '../../../exit.ts';
import type { Reply } from '../resources/field.ts';
import type { Client } from './client.ts';
import { listIn, textIn } from './reply.ts';

/** Pages of one collection before something must be wrong. */
const MOST_PAGES = 10_000;

export interface PageOptions {
  /** What the device calls it, where that is not its path. */
  readonly collection?: string;
  /** A version may not have it: "not registered" is not waited for. */
  readonly mayLack?: boolean;
}

/** All pages of a collection, with these options for the first. Of a `nextLink` only the query is taken (device-facts: paging, links-name-localhost). */
export async function readPages(
  client: Client,
  path: string,
  options: readonly string[] = [],
  { collection = path, mayLack = false }: PageOptions = {},
): Promise<Reply[]> {
  const items: Reply[] = [];
  let query: string | undefined = options.join('&');
  const seen = new Set<string>();
  while (query !== undefined) {
    if (seen.has(query) || seen.size >= MOST_PAGES) throw endless(path, seen.size);
    seen.add(query);
    const page = `/mgmt/tm/${path}${query === '' ? '' : `?${query}`}`;
    const { body } = await client.request('GET', page, { mayLack });
    for (const item of listIn(body, collection)) items.push(item);
    const next = textIn(body, 'nextLink');
    query = next === undefined ? undefined : next.slice(next.indexOf('?') + 1);
  }
  return items;
}

function endless(path: string, pages: number): CliError {
  return new CliError(EXIT.failed, `the list of ${path} does not come to an end: ${pages} pages were read`, {
    hint: 'the device links pages in a circle; restart its REST services: tmsh restart sys service restjavad',
  });
}
