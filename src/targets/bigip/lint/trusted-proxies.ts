import type { Rule } from './rule.ts';
import { virtualsOf } from './virtuals.ts';

/** An application that refuses X-Forwarded-For from proxies that it was not told of. */
export const trustedProxies: Rule = {
  id: 'websocket/trusted-proxies',
  severity: 'note',
  explanation:
    'Home Assistant answers 400 to a request with X-Forwarded-For that comes from an address which is not in its ' +
    'trusted_proxies. With SNAT that address is a self IP of the BIG-IP, on each unit another, or one of the SNAT ' +
    'pool: list them all, with use_x_forwarded_for: true. (home-assistant.io/integrations/http)',
  check: (subject) =>
    virtualsOf(subject)
      .filter(
        ({ written: { framework, xForwardedFor, snat } }) =>
          framework === 'home-assistant' && xForwardedFor && snat !== 'none',
      )
      .map(({ at, name, written }) => ({
        at: [...at, 'framework'],
        message: `${name}: Home Assistant must trust the addresses that the BIG-IP comes from`,
        hint:
          written.snat === 'automap'
            ? 'list the self IPs of each unit in trusted_proxies'
            : 'list the addresses of the SNAT pool in trusted_proxies',
      })),
};
