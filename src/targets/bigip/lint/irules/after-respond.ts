import type { Step } from '../../../../model/rule-steps.ts';
import { type FoundInText, textRule } from '../rule-texts.ts';

/** What answers the client, and after which the request is over. */
const RESPONDS: ReadonlySet<string> = new Set(['HTTP::respond', 'HTTP::redirect']);

/** What needs the request or the answer that is no longer there. */
const READS: ReadonlySet<string> = new Set([
  ...RESPONDS,
  ...['header', 'cookie', 'uri', 'path', 'query', 'host', 'method', 'version', 'status'].map(
    (one) => `HTTP::${one}`,
  ),
]);

/** What the rest of a body is not reached after. */
const LEAVES: ReadonlySet<string> = new Set(['return', 'break', 'continue', 'error']);

/** HTTP is asked for after the answer was given. */
export const afterRespond = textRule(
  {
    id: 'rule/after-respond',
    severity: 'warning',
    explanation:
      'HTTP::respond and HTTP::redirect do not end a handler: what stands below runs, and HTTP::header and its like ' +
      "then fail (Can't call after responding), which resets the client instead of the answer. Write return " +
      'behind the answer. Other iRules on the virtual server run as well: `event disable all` keeps them from it. ' +
      '(bitwisecook/tcl-lsp, measured on 21.1.0.1)',
  },
  ({ read, text }) => {
    // Who asks whether it has responded knows.
    if (text.includes('HTTP::has_responded')) return [];
    return read.handlers.flatMap(({ steps }) => {
      const found: Step[] = [];
      passes(steps, found);
      return found.slice(0, 1).map(asFound);
    });
  },
);

function asFound({ name, at }: Step): FoundInText {
  return {
    at,
    message: `${name} after an answer fails, and the client is reset`,
    hint: 'write return behind HTTP::respond or HTTP::redirect',
  };
}

/** Whether the end of a body can be reached with an answer given; notes what reads HTTP after one for sure. */
function passes(steps: readonly Step[], found: Step[]): boolean {
  let responded = false;
  for (const step of steps) {
    if (responded) found.push(...always(step).filter(({ name }) => READS.has(name)));
    if (LEAVES.has(step.name)) return false;
    if (RESPONDS.has(step.name)) responded = true;
    // What runs later has no part in this.
    if (step.name === 'after') continue;
    const ends = step.bodies.map((body) => passes(body, found));
    // A branch that leaves may be the one that is taken once there is an answer.
    if (ends.includes(true)) responded = true;
    else if (step.bodies.some(leaves)) responded = false;
  }
  return responded;
}

function leaves(steps: readonly Step[]): boolean {
  return steps.some((step) => LEAVES.has(step.name) || step.bodies.some(leaves));
}

/** The command and what runs in its words whatever comes of a test. */
function always(step: Step): Step[] {
  const [first] = step.words;
  const hasTest = ['if', 'while', 'for', 'expr'].includes(step.name);
  if (hasTest && /&&|\|\||\b(?:and|or)\b|\?/.test(first?.text ?? '')) return [step];
  const end = hasTest && first ? first.at + first.text.length : Number.POSITIVE_INFINITY;
  return [...step.inner.filter(({ at }) => at < end).flatMap(always), step];
}
