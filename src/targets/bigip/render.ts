import { asText, type Fields, type ObjectSet } from '../../model/object.ts';
import { makePlan } from '../../plan/make-plan.ts';
import type { RenderedPhase, Rendering } from '../../run/target.ts';
import { inventoryRequest, requestsOf, type WriteRequest } from './icontrol/write/requests.ts';
import { kinds, resourceOf } from './resources/registry.ts';

/** What would create everything on an empty device: the requests, phase by phase, and the iRules. */
export function renderObjects(spec: string, desired: ObjectSet): Rendering {
  return { phases: renderedPhases(spec, desired), irules: renderedIrules(desired) };
}

function renderedPhases(spec: string, desired: ObjectSet): RenderedPhase[] {
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

function renderedIrules(desired: ObjectSet): Rendering['irules'] {
  return [...desired.values()]
    .filter(({ kind }) => kind === 'ltm/rule')
    .map(({ path, fields }) => ({ path, text: asText(fields.apiAnonymous) }));
}
