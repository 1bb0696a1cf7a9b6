import type { Rule } from './rule.ts';
import { virtualsOf } from './virtuals.ts';

/** Members on another port than the clients', and nothing that changes it on the way. */
export const portNotTranslated: Rule = {
  id: 'virtual/port-not-translated',
  severity: 'warning',
  explanation:
    'Without port translation a connection reaches the member on the port that the client used: with a client ' +
    'on 80 and a gateway on 8001 nothing answers. Translation is on unless the spec turns it off or the ' +
    'destination is a wildcard (any), where the device turns it off itself.',
  check: (subject) =>
    virtualsOf(subject)
      .filter(({ fields }) => fields.translatePort === 'disabled')
      .flatMap(({ at, name, written, pool }) => {
        const other = pool?.written.members.find(
          (member) => member.port !== 0 && member.port !== written.port,
        );
        if (!other) return [];
        const from = written.port === 0 ? 'on any port' : `on ${written.port}`;
        return [
          {
            at: written.translatePort === undefined ? at : [...at, 'translatePort'],
            message: `${name}: clients come ${from}, ${other.node} listens on ${other.port}, and ports are not translated`,
            hint: 'write translatePort: true',
          },
        ];
      }),
};
