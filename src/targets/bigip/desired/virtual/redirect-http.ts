import type { ConfigObject, SpecPath } from '../../../../model/object.ts';
import type { Listening } from '../../../../spec/listeners.ts';
import { renderTemplate } from '../../../../templates.ts';
import { destinationText } from '../../resources/ltm/destination.ts';
import type { Draft } from '../draft.ts';
import { addMadeRule } from './made-rule.ts';
import { ownProfilePath, refuseTaken } from './own.ts';

/**
 * Adds the virtual server that sends plain HTTP to this one: on the same address and VLANs, for the same clients.
 * `HTTP::redirect`, and with it the iRule that ships with the device, always answers 302 and loses the port
 * (device-facts: irule-respond), so it has an iRule of its own.
 */
export function addRedirect(
  draft: Draft,
  virtual: Listening,
  place: { readonly ip: string; readonly prefix: number | undefined },
  { path: virtualPath, fields, uses, keepIfUnnamed }: ConfigObject,
  service: SpecPath,
): void {
  const { redirectHttp } = virtual;
  if (!redirectHttp) return;
  const at = [...service, 'redirectHttp'];
  const path = ownProfilePath(virtualPath, 'redirect');
  refuseTaken(draft, path, at);
  const { host, port, status } = redirectHttp;
  const rule = addMadeRule(draft, {
    path,
    text: redirectRule({ host, status, port: virtual.port }),
    at,
    hint: 'give the iRule of `rules:` another name: this one is made for redirectHttp',
  });
  draft.add({
    kind: 'ltm/virtual',
    path,
    fields: {
      ...fields,
      ...NOTHING_BEHIND,
      destination: destinationText(place.ip, port, place.prefix),
      profiles: ['/Common/http', '/Common/tcp'],
      rules: [rule],
    },
    at,
    ...(uses ? { uses } : {}),
    keepIfUnnamed: [...new Set([...(keepIfUnnamed ?? []), 'persist', 'fallbackPersistence'])].filter(
      (field) => field !== 'rules',
    ),
  });
}

/** It answers by itself, so nothing of how connections go on applies. */
const NOTHING_BEHIND = {
  pool: null,
  persist: null,
  fallbackPersistence: null,
  sourceAddressTranslation: 'none',
  connectionLimit: 0,
  mirror: 'disabled',
  description: null,
} as const;

/** The text of the iRule that redirects to this port. */
export function redirectRule({
  host,
  status,
  port,
}: {
  readonly host: string | undefined;
  readonly status: number;
  readonly port: number;
}): string {
  const isUsual = port === 443 || port === 0;
  return renderTemplate('irules/redirect.tcl', {
    host: host ?? '',
    status,
    port: isUsual ? '' : `:${port}`,
  });
}
