import type { ReadRule } from '../../../../model/rule-steps.ts';

/** A handler of an event, with the priority it says or has from a `priority` above it. */
export interface EventHandler {
  readonly event: string;
  readonly at: number;
  readonly priority: string;
}

/** The handlers of events, as they stand. */
export function prioritiesOf({ commands }: ReadRule): EventHandler[] {
  let usual = '500';
  return commands.flatMap(({ words, at }) => {
    const [first, second] = words;
    if (first?.text === 'priority') usual = second?.text ?? '';
    if (first?.text !== 'when' || !second || words.length < 3) return [];
    const said = words.findIndex(({ text, braced }, index) => index > 1 && !braced && text === 'priority');
    const priority = said < 0 ? usual : (words[said + 1]?.text ?? '');
    return [{ event: second.text, at, priority }];
  });
}
