import type { VerifyEvent } from '../../run/verify/result.ts';
import type { ProgressWords } from '../progress.ts';

/** What a person is told while targets are tried. */
export function verifyWords(event: VerifyEvent): ProgressWords {
  switch (event.type) {
    case 'checked': {
      const { tried, finding, done, of } = event;
      return {
        doing: `${done} of ${of} done; ${nameOf(tried)}: ${finding.check} ${wordOf(finding.verdict)}`,
      };
    }
    case 'tested': {
      const { tested, done, of } = event;
      return { done: `${done} of ${of}: ${nameOf(tested)} ${wordOf(tested.verdict)}` };
    }
    case 'waiting': {
      const { members, seconds } = event;
      const names = members.length > 3 ? `${members.slice(0, 3).join(', ')}, …` : members.join(', ');
      return { doing: `waiting at most ${seconds} s for ${members.length} members: ${names}` };
    }
  }
}

function nameOf({
  virtualServer,
  member,
}: {
  readonly virtualServer: string;
  readonly member?: string;
}): string {
  return member === undefined ? virtualServer : `${virtualServer} member ${member}`;
}

function wordOf(verdict: string): string {
  return verdict.replace('-', ' ');
}
