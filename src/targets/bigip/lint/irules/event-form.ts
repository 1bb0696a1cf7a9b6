import { textRule } from '../rule-texts.ts';

/** `event disable HTTP_REQUEST`, the wrong way round. */
export const eventForm = textRule(
  {
    id: 'rule/event-form',
    severity: 'error',
    explanation:
      '`event disable` and `event enable` take nothing but `all`; for one event its name comes first: `event ' +
      'HTTP_REQUEST disable`. The other way round is refused when the iRule is loaded (01070151, expected:all). ' +
      '(bitwisecook/tcl-lsp, measured on 21.1.0.1)',
  },
  ({ steps }) =>
    steps.flatMap(({ name, args: [verb = '', event = ''], at }) => {
      if (name !== 'event' || !['disable', 'enable'].includes(verb)) return [];
      if (!/^[A-Z][A-Z0-9_]*$/.test(event)) return [];
      return [
        {
          at,
          message: `\`event ${verb} ${event}\` is the wrong way round`,
          hint: `write event ${event} ${verb}`,
        },
      ];
    }),
);
