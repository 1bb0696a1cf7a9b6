import type { Happening } from '../run/events.ts';
import { formatBytes } from './bytes.ts';
import { membersText, summarize, summaryText } from './plan/summary.ts';

/** What a person is told of an event: what is being done now, or a line about what is done. */
export interface ProgressWords {
  /** Shown until the next word. */
  readonly doing?: string;
  /** Stays. */
  readonly done?: string;
}

export function progressWords(event: Happening): ProgressWords {
  switch (event.type) {
    case 'planned':
    case 'verified':
      return {};
    case 'backup-started':
      return {
        doing:
          event.when === 'before'
            ? `archiving the configuration as ${event.name}`
            : `archiving the finished state as ${event.name}`,
      };
    case 'backup-made': {
      const { name, bytes } = event.backup;
      const what = event.when === 'before' ? 'archived before the change' : 'archived the finished state';
      return { done: `${what}: ${name} (${formatBytes(bytes)})` };
    }
    case 'sending-started':
      return { doing: `sending: ${summaryText(summarize(event.plan.changes))}` };
    case 'sent':
      return { doing: `sending: ${event.requests} of ${event.of} requests` };
    case 'phase-done':
      return { done: phaseLine(event) };
    case 'reading-back-started':
      return { doing: 'reading the device again' };
    case 'kept':
      return { done: `read again: ${keptText(event)}` };
    case 'saving-started':
      return { doing: 'saving the configuration' };
    case 'saved':
      return { done: 'saved' };
    case 'save-skipped':
      return { done: 'not saved (--no-save): a reboot undoes this change; the next apply saves it' };
    case 'lock-waiting':
      return { doing: `waiting at most ${event.seconds} s for the lock of the device` };
    case 'uploads-left':
      return { done: `warning: uploaded certificates and keys could not be removed: ${event.reason}` };
    case 'lock-left':
      return { done: `warning: the lock could not be given back: ${event.reason}` };
  }
}

function phaseLine({ done, number, of }: Extract<Happening, { type: 'phase-done' }>): string {
  const { name, requests, transaction } = done;
  const count = `${requests} ${requests === 1 ? 'request' : 'requests'}`;
  const which = of > 1 ? `phase ${number} of ${of}: ` : '';
  return transaction === undefined
    ? `${which}${name} done (${count})`
    : `${which}transaction ${transaction} committed (${count})`;
}

function keptText({ destroy, foreign }: Extract<Happening, { type: 'kept' }>): string {
  if (destroy) return 'nothing on the device is listed for this spec any more';
  return foreign === 0
    ? 'the device is as the spec says'
    : `the device has what the spec says, and ${membersText(foreign)}`;
}
