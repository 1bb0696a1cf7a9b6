import { textRule } from '../rule-texts.ts';

/** Events that commands were tried in. What no table names is not guessed at. */
const MEASURED = [
  'CLIENT_ACCEPTED',
  'HTTP_REQUEST',
  'LB_SELECTED',
  'SERVER_CONNECTED',
  'HTTP_RESPONSE',
  'CLIENT_CLOSED',
];

const ONLY_IN: ReadonlyMap<string, readonly string[]> = new Map([
  ['HTTP::uri', ['HTTP_REQUEST', 'LB_SELECTED', 'SERVER_CONNECTED']],
  ['HTTP::status', ['LB_SELECTED', 'HTTP_RESPONSE']],
  ['HTTP::respond', ['HTTP_REQUEST', 'HTTP_RESPONSE']],
  ['HTTP::collect', ['HTTP_REQUEST', 'LB_SELECTED', 'HTTP_RESPONSE']],
  ['SSL::cipher', ['HTTP_REQUEST', 'LB_SELECTED', 'HTTP_RESPONSE']],
]);

/** What needs a connection. */
const NOT_IN_INIT = ['pool', 'node', 'table', 'LB::server', 'IP::client_addr', 'TCP::client_port'];

/** A command in an event that it does not work in. */
export const commandOutsideEvent = textRule(
  {
    id: 'rule/command-outside-event',
    severity: 'error',
    explanation:
      'Some commands belong to some events, and the device refuses them in others when it loads the iRule ' +
      '(01070151, command is not valid in current event context): HTTP::uri in HTTP_RESPONSE, HTTP::status in ' +
      'HTTP_REQUEST, pool in RULE_INIT. Keep what is needed later in a variable: those of a connection are seen by ' +
      'its later events. Only what was measured is known here. (bitwisecook/tcl-lsp, measured on 21.1.0.1)',
  },
  ({ steps }) =>
    steps
      .filter(({ name, event }) => isRefused(name, event))
      .map(({ name, event, at }) => ({
        at,
        message: `${name} cannot be used in ${event}`,
        hint: `it can in ${(ONLY_IN.get(name) ?? MEASURED).join(', ')}`,
      })),
);

function isRefused(name: string, event: string): boolean {
  if (event === 'RULE_INIT') return NOT_IN_INIT.includes(name);
  const allowed = ONLY_IN.get(name);
  return allowed !== undefined && MEASURED.includes(event) && !allowed.includes(event);
}
