import { asText, isList, type ObjectSet, type Value } from '../../model/object.ts';
import { MASK } from '../../model/mask.ts';
import { makePlan } from '../../plan/make-plan.ts';
import type { Inventory } from '../../plan/inventory.ts';
import type { Operation } from '../../plan/operation.ts';
import type { RenderedRequest, Rendering, RenderInput } from '../../run/target.ts';
import { explain } from './explain.ts';
import { inventoryRequest, requestsOf, type WriteRequest } from './icontrol/write/requests.ts';
import { transfersOf } from './icontrol/write/uploads.ts';
import { kinds, resourceOf } from './resources/registry.ts';
import { WITHHELD } from './tmsh/command.ts';
import { type ScriptInput, tmshScript } from './tmsh/script.ts';

/** What would create everything on an empty device: over REST, over tmsh, and what each of it is for. */
export function renderObjects({ spec, version, objects, masked }: RenderInput): Rendering {
  const phases = requestsByPhase(spec.name, objects);
  const archive = spec.archive && {
    name: spec.archive.name,
    isEncrypted: spec.archive.passphrase !== undefined,
  };
  const saved = { spec: spec.name, version, phases, ...(archive ? { archive } : {}) };
  return {
    phases: phases.flatMap(({ name, changing, listing }) => {
      const { before, after } = transfersOf(changing.flatMap(({ upload }) => upload ?? []));
      return [
        { name: 'upload', requests: before },
        { name, requests: [...changing, ...listing].map(shown) },
        { name: 'remove uploads', requests: after },
      ].filter(({ requests }) => requests.length > 0);
    }),
    irules: renderedIrules(objects),
    explanation: explain(saved, shown),
    script: { text: tmshScript({ ...saved, masked }) },
  };
}

function requestsByPhase(spec: string, desired: ObjectSet): ScriptInput['phases'] {
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
  return plan.phases.map(({ name, operations, inventory }, index) => ({
    name,
    changing: operations.map(withoutSecrets).flatMap(requestsOf),
    listing: inventoryRequest(written(plan.phases[index - 1]?.inventory), inventory),
  }));
}

/** An inventory that lists nothing is not there. */
function written(inventory: Inventory | undefined): Inventory | undefined {
  return inventory && Object.keys(inventory).length > 0 ? inventory : undefined;
}

/** The operation with no secret in it. */
function withoutSecrets(operation: Operation): Operation {
  const { fields: policies } = resourceOf(operation.kind);
  const fields = Object.entries(operation.fields).map(([name, value]): [string, Value] => [
    name,
    policies[name]?.secret && value !== null ? WITHHELD : value,
  ]);
  return { ...operation, fields: Object.fromEntries(fields), inline: operation.inline.map(withoutSecrets) };
}

function shown({ method, path, body }: WriteRequest): RenderedRequest {
  return { method, uri: `/mgmt/tm/${path}`, ...(body ? { body: masked(body) } : {}) };
}

function masked(value: Value): Value {
  if (value === WITHHELD) return MASK;
  if (isList(value)) return value.map(masked);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, masked(inner)]));
}

function renderedIrules(desired: ObjectSet): Rendering['irules'] {
  return [...desired.values()]
    .filter(({ kind }) => kind === 'ltm/rule')
    .map(({ path, fields }) => ({ path, text: asText(fields.apiAnonymous) }));
}
