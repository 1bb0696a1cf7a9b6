import type { RuleEffect } from '../contract.ts';

/** A redirect in the device's own name. What a rule answers has these headers already (device-facts: irule-respond). */
export function redirect(
  location: string,
  status = 302,
  server = 'BigIP',
): Extract<RuleEffect, { readonly do: 'respond' }> {
  const headers = [
    ['Location', location],
    ['Server', server],
    ['Connection', 'close'],
  ] as const;
  return { do: 'respond', status, headers, body: '' };
}
