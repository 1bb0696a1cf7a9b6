import { textRule } from '../rule-texts.ts';
import { prioritiesOf } from './handlers.ts';

/** Two handlers of one event and one priority. */
export const duplicateHandler = textRule(
  {
    id: 'rule/duplicate-handler',
    severity: 'error',
    explanation:
      'An iRule has one handler of an event for each priority; the device refuses a second with 01070151 ' +
      '(Duplicate event). Put both bodies into one, give one of them another `priority`, or make two iRules. ' +
      '(bitwisecook/tcl-lsp, measured on 21.1.0.1; clouddocs.f5.com, `priority`)',
  },
  ({ read }) => {
    const seen = new Set<string>();
    return prioritiesOf(read).flatMap(({ event, at, priority }) => {
      const handler = `${event} ${Number(priority)}`;
      const isSecond = seen.has(handler);
      seen.add(handler);
      if (!isSecond) return [];
      return [
        {
          at,
          message: `there is a \`when ${event}\` of this priority already`,
          hint: 'put both bodies into one, or give one of them another priority',
        },
      ];
    });
  },
);
