import { profileType } from '../resources/ltm/profile-types.ts';
import type { Rule } from './rule.ts';
import { websocketVirtuals } from './virtuals.ts';

/** OneConnect has nothing to share among WebSockets. */
export const oneConnect: Rule = {
  id: 'websocket/one-connect',
  severity: 'warning',
  explanation:
    'OneConnect reuses server connections between requests. A WebSocket keeps its server connection to the ' +
    'end, so nothing is saved, and reuse before the upgrade can surprise where connections differ (TLS, ' +
    'log-in by connection). Leave it out, unless an iRule chooses a pool for each request: then it is needed, ' +
    'and this rule says nothing. (K7208)',
  check: (subject) =>
    websocketVirtuals(subject)
      .filter(({ written }) => written.rules.length === 0)
      .flatMap(({ at, name, written }) => {
        const index = written.profiles.findIndex(({ profile }) => profileType(profile) === 'one-connect');
        if (index < 0) return [];
        return [
          {
            at: [...at, 'profiles', index],
            message: `${name}: OneConnect does nothing for WebSockets and can mix up connections before the upgrade`,
            hint: 'remove it from profiles:',
          },
        ];
      }),
};
