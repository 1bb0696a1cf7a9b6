import { asText, type Fields, type ObjectSet, type Value } from '../../model/object.ts';
import { makePlan } from '../../plan/make-plan.ts';
import { inventoryRequest, requestsOf, type WriteRequest } from './icontrol/requests.ts';
import { kinds, resourceOf } from './resources/registry.ts';

interface RenderedPhase {
  readonly name: string;
  readonly requests: readonly { readonly method: string; readonly uri: string; readonly body?: Value }[];
}

/** The requests that would create everything on an empty device, phase by phase, secrets left out. */
export function renderedPhases(spec: string, desired: ObjectSet): RenderedPhase[] {
  const creatable = new Map([...desired].filter(([, object]) => resourceOf(object.kind).owned));
  const fixtures = new Map([...desired].filter(([, object]) => !resourceOf(object.kind).owned));
  // What is never created is assumed to be there and to differ.
  const actual = new Map([...fixtures].map(([key, object]) => [key, { ...object, fields: {} }]));
  const plan = makePlan({
    spec,
    desired: new Map([...creatable, ...fixtures]),
    actual,
    inventory: {},
    kinds,
    adopt: false,
    // Where an object is asked for is not shown.
    locate: () => ({ file: '', line: 0, column: 0 }),
  });
  return plan.phases.map(({ name, operations, inventory }) => ({
    name,
    requests: [...operations.flatMap(requestsOf), ...inventoryRequest(undefined, inventory)].map(shown),
  }));
}

function shown({ method, path, body, object }: WriteRequest): RenderedPhase['requests'][number] {
  return { method, uri: `/mgmt/tm/${path}`, ...(body ? { body: withoutSecrets(object.kind, body) } : {}) };
}

function withoutSecrets(kind: string, body: Fields): Fields {
  const secret = new Set(
    Object.values(kinds.has(kind) ? resourceOf(kind).fields : {})
      .filter((field) => field.secret)
      .flatMap((field) => Object.keys(field.write(''))),
  );
  return Object.fromEntries(
    Object.entries(body).map(([key, value]) => [key, secret.has(key) ? '***' : value]),
  );
}

/** The text of every iRule the spec asks for, each under its name. */
export function renderedRules(desired: ObjectSet): string {
  return [...desired.values()]
    .filter(({ kind }) => kind === 'ltm/rule')
    .map(({ path, fields }) => `# ${path}\n${asText(fields.apiAnonymous)}`)
    .join('\n\n');
}
