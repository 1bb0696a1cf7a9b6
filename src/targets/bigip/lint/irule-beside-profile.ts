import { profileType } from '../resources/ltm/profile-types.ts';
import type { Rule } from './rule.ts';
import { virtualsOf } from './virtuals.ts';

/** The allow-ws iRule turns off what a WebSocket profile stands on. */
export const iruleBesideProfile: Rule = {
  id: 'websocket/irule-beside-profile',
  severity: 'warning',
  explanation:
    'A WebSocket profile looks into the frames by way of HTTP. The allow-ws iRule turns HTTP off at the ' +
    'upgrade, so the profile and its WS_ events never see a frame. Write websocket: native with the profile.',
  check: (subject) =>
    virtualsOf(subject)
      .filter(
        ({ way, written }) =>
          way === 'irule' && written.profiles.some(({ profile }) => profileType(profile) === 'websocket'),
      )
      .map(({ at, name }) => ({
        at: [...at, 'websocket'],
        message: `${name}: the allow-ws iRule turns off what the WebSocket profile needs`,
        hint: 'write websocket: native',
      })),
};
