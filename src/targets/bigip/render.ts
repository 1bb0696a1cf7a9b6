import { MASK } from '../../model/mask.ts';
import { asText, type ObjectSet, type Value } from '../../model/object.ts';
import { makePlan } from '../../plan/make-plan.ts';
import type { Operation } from '../../plan/operation.ts';
import type { RenderedPhase, Rendering } from '../../run/target.ts';
import { inventoryRequest, requestsOf, type WriteRequest } from './icontrol/write/requests.ts';
import { transfersOf } from './icontrol/write/uploads.ts';
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
  return plan.phases.flatMap(({ name, operations, inventory }) => {
    const changing = operations.map(withoutSecrets).flatMap(requestsOf);
    const { before, after } = transfersOf(changing.flatMap(({ upload }) => upload ?? []));
    const requests = [...changing, ...inventoryRequest(undefined, inventory)].map(shown);
    return [
      { name: 'upload', requests: before },
      { name, requests },
      { name: 'remove uploads', requests: after },
    ].filter((phase) => phase.requests.length > 0);
  });
}

function shown({ method, path, body }: WriteRequest): RenderedPhase['requests'][number] {
  return { method, uri: `/mgmt/tm/${path}`, ...(body ? { body } : {}) };
}

/** The operation with a mask in the place of each secret. */
function withoutSecrets(operation: Operation): Operation {
  const { fields: policies } = resourceOf(operation.kind);
  const fields = Object.entries(operation.fields).map(([field, value]): [string, Value] => [
    field,
    policies[field]?.secret && value !== null ? MASK : value,
  ]);
  return { ...operation, fields: Object.fromEntries(fields), inline: operation.inline.map(withoutSecrets) };
}

function renderedIrules(desired: ObjectSet): Rendering['irules'] {
  return [...desired.values()]
    .filter(({ kind }) => kind === 'ltm/rule')
    .map(({ path, fields }) => ({ path, text: asText(fields.apiAnonymous) }));
}
