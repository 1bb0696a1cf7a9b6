import { printable } from '../../../../yaml/printable.ts';
import { didYouMean } from '../../../../yaml/suggest.ts';
import { textRule } from '../rule-texts.ts';
import { EVENTS } from './events.ts';
import { prioritiesOf } from './handlers.ts';

/** A handler of an event that no version has. */
export const unknownEvent = textRule(
  {
    id: 'rule/unknown-event',
    severity: 'error',
    explanation:
      'The device refuses a handler of an event that it does not know (01070151, unknown event). Names of events ' +
      'are in capital letters; clouddocs.f5.com lists them. Events that only older versions have pass here. ' +
      '(bitwisecook/tcl-lsp, measured on 21.1.0.1)',
  },
  ({ read }) =>
    prioritiesOf(read)
      .filter(({ event }) => !EVENTS.has(event))
      .map(({ event, at }) => ({
        at,
        message: `there is no event ${printable(event)}`,
        hint: () => didYouMean(event, [...EVENTS]) ?? 'clouddocs.f5.com/api/irules lists the events',
      })),
);
