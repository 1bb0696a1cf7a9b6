import { type Step, stepsOf } from './rule-steps.ts';

/** What an iRule names that must exist when it is loaded (device-facts: irule-load-check). */
export interface RuleReference {
  readonly kinds: readonly string[];
  /** What it is called in a message. */
  readonly label: string;
  /** As it is written. */
  readonly name: string;
  readonly at: number;
}

const POOL = { kinds: ['ltm/pool'], label: 'pool' };
const SNAT_POOL = { kinds: ['ltm/snatpool'], label: 'SNAT pool' };
const VIRTUAL = { kinds: ['ltm/virtual'], label: 'virtual server' };
const RULE = { kinds: ['ltm/rule'], label: 'iRule' };
const DATA_GROUP = { kinds: ['ltm/data-group/internal', 'ltm/data-group/external'], label: 'data-group' };

/** The references of an iRule, wherever they stand; names that are put together as it runs are not known. */
export function ruleReferences(text: string): RuleReference[] {
  return referencesIn(stepsOf(text));
}

export function referencesIn(steps: readonly Step[]): RuleReference[] {
  return steps.flatMap((step) => {
    const found = referenceOf(step);
    const isName = found?.name !== undefined && /^[\w/.:%-]+$/.test(found.name);
    return found && isName ? [{ ...found.to, name: found.name, at: step.at }] : [];
  });
}

interface Found {
  readonly to: Pick<RuleReference, 'kinds' | 'label'>;
  readonly name: string | undefined;
}

function referenceOf({ name, args }: Step): Found | undefined {
  const plain = args.filter((arg) => !arg.startsWith('-'));
  switch (name) {
    case 'pool':
    case 'active_members':
    case 'members':
      return { to: POOL, name: plain[0] };
    case 'LB::status':
    case 'LB::reselect':
      return plain[0] === 'pool' ? { to: POOL, name: plain[1] } : undefined;
    case 'snatpool':
      return { to: SNAT_POOL, name: plain[0] };
    case 'virtual':
      return plain[0] === 'name' ? undefined : { to: VIRTUAL, name: plain[0] };
    case 'matchclass':
      return { to: DATA_GROUP, name: plain[2] };
    case 'findclass':
      return { to: DATA_GROUP, name: plain[1] };
    case 'class':
      return { to: DATA_GROUP, name: classOf(plain) };
    case 'call':
      // A procedure of the same iRule needs no other.
      return { to: RULE, name: /^(.+)::[^:]+$/.exec(plain[0] ?? '')?.[1] };
    default:
      return undefined;
  }
}

function classOf(args: readonly string[]): string | undefined {
  const verb = args[0] ?? '';
  if (['match', 'search', 'lookup'].includes(verb)) return args.at(-1);
  if (['exists', 'size', 'names', 'type', 'get'].includes(verb)) return args[1];
  return verb === 'element' ? args[2] : undefined;
}
