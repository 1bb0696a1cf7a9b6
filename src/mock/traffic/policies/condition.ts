import { isIP } from 'node:net';
import type { JsonObject } from '../../wire/json.ts';
import { listAt, scalarText, textAt } from '../../wire/json.ts';
import { contains, parseAddress, parseNetwork } from '../../wire/address.ts';
import type { PolicyFacts } from './facts.ts';
import { operandOf } from './operand.ts';

/** Whether a condition holds, and how well it fits (for best-match). Undefined: this mock cannot tell. */
export function fit(condition: JsonObject, facts: PolicyFacts): number | false | undefined {
  const found = operandOf(condition)?.(condition, facts);
  if (!found) return undefined;
  const best = Math.max(0, ...found.map((value) => fitOf(condition, value, facts)));
  const holds = condition.exists === true ? found.length > 0 : best > 0;
  if (condition.not === true) return holds ? false : 1;
  return holds && Math.max(1, best);
}

type Test = (value: string, wanted: string) => boolean;

/** In the order of how well they fit: an equal text before a beginning of any length. */
const TESTS: readonly (readonly [word: string, test: Test, weight: number])[] = [
  ['startsWith', (value, wanted) => value.startsWith(wanted), 1],
  ['endsWith', (value, wanted) => value.endsWith(wanted), 1],
  ['contains', (value, wanted) => value.includes(wanted), 1],
  ['less', (value, wanted) => Number(value) < Number(wanted), 1],
  ['greater', (value, wanted) => Number(value) > Number(wanted), 1],
  ['lessOrEqual', (value, wanted) => Number(value) <= Number(wanted), 1],
  ['greaterOrEqual', (value, wanted) => Number(value) >= Number(wanted), 1],
];
const EQUAL = ['equals', (value: string, wanted: string) => value === wanted, 1000] as const;

function fitOf(condition: JsonObject, value: string, facts: PolicyFacts): number {
  if (condition.tcp === true && condition.address === true) return matchesNetwork(condition, value, facts);
  const [, test, weight] = TESTS.find(([word]) => condition[word] === true) ?? EQUAL;
  const folded = (text: string) => (condition.caseSensitive === true ? text : text.toLowerCase());
  const fitting = wantedBy(condition, facts).filter((wanted) => test(folded(value), folded(wanted)));
  return Math.max(0, ...fitting.map((wanted) => weight + wanted.length));
}

/** The values of a condition, or the keys of its data-group. */
function wantedBy(condition: JsonObject, { dataGroups }: PolicyFacts): readonly string[] {
  const group = textAt(condition, 'datagroup');
  if (group !== undefined) return (dataGroups[group] ?? []).map(([key]) => key);
  return listAt(condition, 'values').flatMap((value) => scalarText(value) ?? []);
}

function matchesNetwork(condition: JsonObject, value: string, facts: PolicyFacts): number {
  const address = parseAddress(value);
  if (!address) return 0;
  const holds = wantedBy(condition, facts).some((wanted) => {
    const network = parseNetwork(isIP(wanted) === 0 ? wanted : `${wanted}/${isIP(wanted) === 4 ? 32 : 128}`);
    return network !== undefined && contains(network, address);
  });
  return holds ? 1000 : 0;
}
