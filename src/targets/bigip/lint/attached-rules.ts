import { type SpecPath, asText, objectKey } from '../../../model/object.ts';
import { type Step, stepsOf } from '../../../model/rule-steps.ts';
import { ltmPath } from '../desired/draft.ts';
import type { Subject } from './rule.ts';
import type { VirtualView } from './virtuals.ts';

/** An iRule on a virtual server whose text is known. */
export interface AttachedRule {
  /** As the virtual server writes it. */
  readonly name: string;
  readonly at: SpecPath;
  readonly text: string;
  readonly steps: readonly Step[];
}

/** Rules that every BIG-IP has. */
const SHIPPED: Readonly<Record<string, string>> = {
  '/Common/_sys_https_redirect':
    'when HTTP_REQUEST { HTTP::redirect https://[getfield [HTTP::host] ":" 1][HTTP::uri] }',
};

/** The iRules of the spec that a virtual server names, and those that ship with the device. */
export function attachedRules(subject: Subject, { at, written }: VirtualView): AttachedRule[] {
  return written.rules.flatMap((name, index) => attachedRule(subject, name, [...at, 'rules', index]) ?? []);
}

/** One that a place of the spec names, where its text is known. */
export function attachedRule(subject: Subject, name: string, at: SpecPath): AttachedRule | undefined {
  const text = textOf(subject, name);
  return text === undefined ? undefined : { name, at, text, steps: stepsOf(text) };
}

/** Whether it names an iRule of which only the device knows the text. */
export function hasForeignRule(subject: Subject, { written }: VirtualView): boolean {
  return written.rules.some((name) => textOf(subject, name) === undefined);
}

function textOf({ spec, objects }: Subject, name: string): string | undefined {
  const own = Object.hasOwn(spec.rules, name) ? spec.rules[name] : undefined;
  const path = own ? ltmPath(spec, own, name) : name;
  const object = objects.get(objectKey({ kind: 'ltm/rule', path }));
  return object ? asText(object.fields.apiAnonymous) : SHIPPED[path];
}

/** Whether a step stands where a request may choose a pool or another virtual server of its own. */
export function choosesPool({ event, name, tests }: Step): boolean {
  return event.startsWith('HTTP_REQUEST') && ['pool', 'node', 'virtual'].includes(name) && tests.length > 0;
}
