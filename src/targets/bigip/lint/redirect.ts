import type { Step } from '../../../model/rule-steps.ts';
import { matchesEverything } from '../desired/virtual/http-routes.ts';
import { type AttachedRule, attachedRules } from './attached-rules.ts';
import type { Rule } from './rule.ts';
import { websocketVirtuals } from './virtuals.ts';

/** A redirect where WebSocket clients connect: they do not follow one. */
export const redirect: Rule = {
  id: 'websocket/redirect',
  severity: 'warning',
  explanation:
    'Browsers do not follow a redirect in a WebSocket handshake: a client that opens ws:// on a virtual server ' +
    'that redirects to https:// just fails. Keep the redirect for pages, without websocket: on that virtual ' +
    'server, and give clients the wss:// address; or let the iRule leave requests with an Upgrade header alone. ' +
    'A redirect of single paths or hosts is not meant. (RFC 6455, 4.1; F5Networks/f5-appsvcs-templates#143)',
  check: (subject) =>
    websocketVirtuals(subject).flatMap((view) =>
      [
        ...attachedRules(subject, view).filter(catchesUpgrade),
        ...view.written.routes.flatMap((route, index) =>
          // Behind a pool it is for what is left over.
          route.redirect &&
          matchesEverything(route) &&
          !view.written.routes.some(({ pool }) => pool !== undefined)
            ? [{ at: [...view.at, 'routes', index], name: 'its last route' }]
            : [],
        ),
      ].map(({ at, name }) => ({
        at,
        message: `${view.name}: ${name} redirects, and WebSocket clients do not follow`,
        hint: 'give clients the wss:// address, and leave websocket: out here; or give upgrades a route of their own',
      })),
    ),
};

function catchesUpgrade({ text, steps }: AttachedRule): boolean {
  return !/upgrade|websocket/i.test(text) && steps.some((step) => redirects(step) && isGeneral(step));
}

function redirects({ event, name, args }: Step): boolean {
  if (event !== 'HTTP_REQUEST') return false;
  return name === 'HTTP::redirect' || (name === 'HTTP::respond' && /^30[12378]$/.test(args[0] ?? ''));
}

/** Not just of some paths, hosts or clients: nothing of the request is asked, or this is what is left over. */
function isGeneral({ tests }: Step): boolean {
  return tests.every(({ text, otherwise }) => otherwise || !/HTTP::|class |IP::/.test(text));
}
