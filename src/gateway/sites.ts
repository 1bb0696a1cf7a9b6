import type { IncomingMessage } from 'node:http';

/** A WebSocket that a gateway serves, as clients or monitors ask for it. */
export interface Site {
  /** This path and what is below it; `/` is every path. Without a query. */
  readonly path: string;
  /** The host that must be asked for, without its port; absent: any. */
  readonly host?: string;
  /** Those it knows, the one that it likes best first. */
  readonly subprotocols: readonly string[];
  /** 101, or the refusal that is its right answer. */
  readonly status: number;
}

/** The site that takes a request. */
export function siteFor(sites: readonly Site[], { url = '/', headers }: IncomingMessage): Site | undefined {
  const path = url.split('?')[0] ?? '/';
  const host = nameOf(headers.host ?? '');
  const taking = sites.filter(
    (site) => isBelow(path, site.path) && (site.host === undefined || nameOf(site.host) === host),
  );
  // The longest path says most.
  return taking.toSorted((one, other) => other.path.length - one.path.length)[0];
}

function isBelow(path: string, site: string): boolean {
  return path === site || path.startsWith(site.endsWith('/') ? site : `${site}/`);
}

function nameOf(host: string): string {
  return host.toLowerCase().replace(/:\d*$/, '');
}

/** What is chosen of what a client offers: nothing where nothing is known. */
export function subprotocolOf({ subprotocols }: Site, offered: ReadonlySet<string>): string | false {
  return subprotocols.find((one) => offered.has(one)) ?? false;
}
