import type { Step } from '../../../model/rule-steps.ts';
import { attachedRules } from './attached-rules.ts';
import type { Rule } from './rule.ts';
import { websocketVirtuals } from './virtuals.ts';

/** An iRule that takes away what makes a request an upgrade. */
export const upgradeRemoved: Rule = {
  id: 'websocket/upgrade-removed',
  severity: 'warning',
  explanation:
    'A request is an upgrade by its Upgrade and Connection headers (RFC 6455, 4.1). An iRule that removes or ' +
    'replaces one of them, or that keeps only some headers with HTTP::header sanitize, makes it a plain request, and ' +
    'the member answers 400 or 200. Leave upgrades out of it. Where a test asks for the Upgrade header nothing is ' +
    'said. (sockjs/sockjs-node#154)',
  check: (subject) =>
    websocketVirtuals(subject).flatMap((view) =>
      attachedRules(subject, view)
        .filter(({ steps }) => steps.some(removes))
        .map(({ at, name }) => ({
          at,
          message: `${view.name}: ${name} takes away headers that an upgrade needs`,
          hint: 'leave requests with an Upgrade header as they are',
        })),
    ),
};

function removes({ event, name, args, tests }: Step): boolean {
  const [verb = '', ...headers] = args;
  if (event !== 'HTTP_REQUEST' || name !== 'HTTP::header') return false;
  if (tests.some(({ text }) => /upgrade|websocket/i.test(text))) return false;
  const changed = headers.slice(0, 1).map((one) => one.toLowerCase());
  if (verb === 'sanitize') return !headers.some((one) => one.toLowerCase() === 'upgrade');
  if (!['upgrade', 'connection'].includes(changed[0] ?? '')) return false;
  return verb === 'remove' || (verb === 'replace' && !/upgrade|websocket|[[$]/i.test(headers[1] ?? ''));
}
