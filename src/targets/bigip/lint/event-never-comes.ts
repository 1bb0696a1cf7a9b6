import { attachedRules } from './attached-rules.ts';
import type { Rule } from './rule.ts';
import { virtualsOf } from './virtuals.ts';

const NEVER: readonly string[] = ['CLIENT_DATA', 'SERVER_DATA', 'SA_PICKED'];

/** An iRule that waits for what FastL4 never raises. */
export const eventNeverComes: Rule = {
  id: 'virtual/event-never-comes',
  severity: 'warning',
  explanation:
    'FastL4 passes packets on and collects none: CLIENT_DATA, SERVER_DATA and SA_PICKED never come, so a handler of ' +
    'them does nothing. Use websocket: tcp, or a virtual server with a TCP profile. (bitwisecook/tcl-lsp, measured ' +
    'on 21.1.0.1)',
  check: (subject) =>
    virtualsOf(subject)
      .filter(({ has }) => has('fastl4') === true)
      .flatMap((view) =>
        attachedRules(subject, view).flatMap(({ at, name, placeOf, read }) =>
          read.handlers
            .filter(({ event }) => NEVER.includes(event))
            .map((handler) => ({
              at,
              message: `${view.name}: ${name} waits for ${handler.event} (${placeOf(handler.at)}), which FastL4 never raises`,
              hint: 'write websocket: tcp, or leave FastL4 out',
            })),
        ),
      ),
};
