import type { SpecPath } from '../../../model/object.ts';
import type { Step } from '../../../model/rule-steps.ts';
import { readText, type ReadText, ruleTextsOf } from './rule-texts.ts';
import type { Subject } from './rule.ts';
import type { VirtualView } from './virtuals.ts';

/** An iRule on a virtual server whose text is known. */
export interface AttachedRule extends ReadText {
  /** As the virtual server writes it. */
  readonly name: string;
  readonly at: SpecPath;
}

/** Rules that every BIG-IP has. */
const SHIPPED: ReadonlyMap<string, ReadText> = new Map([
  [
    '/Common/_sys_https_redirect',
    readText('when HTTP_REQUEST { HTTP::redirect https://[getfield [HTTP::host] ":" 1][HTTP::uri] }'),
  ],
]);

/** The iRules of the spec that a virtual server names, and those that ship with the device. */
export function attachedRules(subject: Subject, { at, written }: VirtualView): AttachedRule[] {
  return written.rules.flatMap((name, index) => attachedRule(subject, name, [...at, 'rules', index]) ?? []);
}

/** One that a place of the spec names, where its text is known. */
export function attachedRule(subject: Subject, name: string, at: SpecPath): AttachedRule | undefined {
  const text = textOf(subject, name);
  return text && { ...text, name, at };
}

/** Whether it names an iRule of which only the device knows the text. */
export function hasForeignRule(subject: Subject, { written }: VirtualView): boolean {
  return written.rules.some((name) => textOf(subject, name) === undefined);
}

function textOf(subject: Subject, name: string): ReadText | undefined {
  const own = ruleTextsOf(subject);
  return own.find((one) => one.name === name) ?? own.find(({ path }) => path === name) ?? SHIPPED.get(name);
}

/** Whether something brings a client back to its member, or may do so for all that is known here. */
export function isPersistent(subject: Subject, view: VirtualView): boolean {
  const { persistence, fallbackPersistence } = view.written;
  return persistence !== 'none' || fallbackPersistence !== 'none' || persistsByRule(subject, view);
}

/** Whether an iRule says by what a client persists, or may do so where only the device knows it. */
export function persistsByRule(subject: Subject, view: VirtualView): boolean {
  const persists = attachedRules(subject, view).some(({ steps }) =>
    steps.some(({ name }) => name === 'persist'),
  );
  return persists || hasForeignRule(subject, view);
}

/** Whether a step stands where a request may choose a pool or another virtual server of its own. */
export function choosesPool({ event, name, tests }: Step): boolean {
  return event.startsWith('HTTP_REQUEST') && ['pool', 'node', 'virtual'].includes(name) && tests.length > 0;
}
