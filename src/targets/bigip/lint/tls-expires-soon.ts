import { allOf, certificatesOf, day } from './certificates.ts';
import type { Rule } from './rule.ts';

const DAY_MS = 86_400_000;

/** A certificate that is to be renewed. */
export const tlsExpiresSoon: Rule = {
  id: 'tls/expires-soon',
  severity: 'warning',
  explanation:
    'A certificate, or one of its chain, expires within tls.warnDays (30 where nothing is said). After that day ' +
    'clients end the handshake. Run validate every day, in CI or by cron, to be told in time.',
  check: (subject) =>
    certificatesOf(subject).flatMap((view) =>
      allOf(view).flatMap(({ one, called }) => {
        const left = Date.parse(one.validTo) - subject.now.getTime();
        if (left < 0 || left > view.warnDays * DAY_MS) return [];
        const days = Math.floor(left / DAY_MS);
        return [
          {
            at: [...view.at, one === view.leaf ? 'certificate' : 'chain'],
            message: `${view.name}: ${called} expires on ${day(one.validTo)}, in ${days} day${days === 1 ? '' : 's'}`,
            hint: 'renew it and apply again: it is replaced without an interruption',
          },
        ];
      }),
    ),
};
