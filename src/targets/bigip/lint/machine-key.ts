import type { Rule } from './rule.ts';
import { memberChoices, virtualsOf } from './virtuals.ts';

/** ASP.NET members that cannot read each other's tokens. */
export const machineKey: Rule = {
  id: 'websocket/machine-key',
  severity: 'note',
  explanation:
    'SignalR protects its connection tokens with a key of the server. Each member makes one of its own unless told ' +
    'otherwise, and then refuses a client that negotiated with another. Give all members of ASP.NET one machineKey, ' +
    'those of ASP.NET Core one key ring of data protection. Said with framework: signalr and several members. ' +
    '(DevCentral "Load Balancing WebSockets"; learn.microsoft.com, SignalR, scaleout)',
  check: (subject) =>
    virtualsOf(subject)
      .filter(({ written, pool }) => written.framework === 'signalr' && pool && memberChoices(pool) > 1)
      .map(({ at, name }) => ({
        at: [...at, 'framework'],
        message: `${name}: all SignalR members must have one machine key`,
        hint: 'set the same machineKey, or one data protection key ring, on every member',
      })),
};
