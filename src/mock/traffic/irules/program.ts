import { parseScript, TclError, type Word } from '../../irules/tcl.ts';
import { UnknownOperator } from './expression.ts';
import { rewriteScript } from './rewrite.ts';
import type { RuleText } from '../contract.ts';

// One iRule, taken apart: what the interpreter gets of it.

export interface Handler {
  readonly event: string;
  readonly priority: number;
  readonly body: string;
}

export interface Procedure {
  readonly name: string;
  readonly parameters: string;
  readonly body: string;
}

export interface Program {
  /** The interpreter knows it by this number. */
  readonly id: number;
  readonly path: string;
  readonly handlers: readonly Handler[];
  readonly procedures: readonly Procedure[];
  /** Why it cannot run: then nothing of it does. */
  readonly broken?: string;
}

/** Of handlers and rules that name none (device-facts: irule-load-check). */
const DEFAULT_PRIORITY = 500;

/** Strings of a rule are bytes (device-facts: irule-ascii). */
export const toBytes = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

export function readProgram(rule: RuleText, id: number): Program {
  const base = { id, path: rule.path };
  try {
    return { ...base, ...parts(toBytes(rule.text.replaceAll('\r\n', '\n'))) };
  } catch (error) {
    if (error instanceof TclError)
      return { ...base, handlers: eventsOnly(rule), procedures: [], broken: error.message };
    if (error instanceof UnknownOperator)
      return { ...base, handlers: eventsOnly(rule), procedures: [], broken: unknown(error.message) };
    throw error;
  }
}

const unknown = (operator: string): string => `syntax error in expression: Tcl 8.4 has no "${operator}"`;

function parts(text: string): Pick<Program, 'handlers' | 'procedures'> {
  const handlers: Handler[] = [];
  const procedures: Procedure[] = [];
  let priority = DEFAULT_PRIORITY;
  for (const { words } of parseScript(text, 1)) {
    const [first, second, third, fourth] = words;
    if (first?.text === 'priority') priority = Number(second?.text);
    else if (first?.text === 'when' && second) handlers.push(handlerOf(second.text, words, priority));
    else if (first?.text === 'proc' && second && third && fourth)
      procedures.push({ name: second.text, parameters: third.text, body: rewriteScript(fourth.text) });
  }
  return { handlers, procedures };
}

function handlerOf(event: string, words: readonly Word[], inherited: number): Handler {
  const options = words.slice(2, -1).map(({ text }) => text);
  const at = options.indexOf('priority');
  const priority = at < 0 ? inherited : Number(options[at + 1]);
  return { event, priority, body: rewriteScript(words.at(-1)?.text ?? '') };
}

/** Of a rule that cannot run: each of its events fails, so that no traffic passes as if it were not there. */
function eventsOnly(rule: RuleText): readonly Handler[] {
  const events = rule.text.matchAll(/^\s*when\s+([A-Z_0-9]+)/gm);
  return [...events].map(([, event = '']) => ({ event, priority: DEFAULT_PRIORITY, body: '' }));
}
