import { asText, type Fields, type ObjectSet } from '../../model/object.ts';
import { MASK } from '../../model/mask.ts';
import { makePlan } from '../../plan/make-plan.ts';
import type { Inventory } from '../../plan/inventory.ts';
import type { Phase } from '../../plan/phase.ts';
import type { RenderedRequest, Rendering, RenderInput } from '../../run/target.ts';
import { explain } from './explain.ts';
import { inventoryRequest, requestsOf, type WriteRequest } from './icontrol/write/requests.ts';
import { findResource, kinds, resourceOf } from './resources/registry.ts';
import { secretKeysOf } from './resources/resource.ts';
import { tmshScript } from './tmsh/script.ts';

/** The requests of a phase. */
export interface PhaseRequests {
  readonly name: Phase['name'];
  readonly requests: readonly WriteRequest[];
}

/** What would create everything on an empty device: over REST, over tmsh, and what each of it is for. */
export function renderObjects({ spec, version, objects, masked }: RenderInput): Rendering {
  const phases = requestsByPhase(spec.name, objects);
  const archive = spec.archive && {
    name: spec.archive.name,
    isEncrypted: spec.archive.passphrase !== undefined,
  };
  const saved = { spec: spec.name, version, phases, ...(archive ? { archive } : {}) };
  return {
    phases: phases.map(({ name, requests }) => ({ name, requests: requests.map(shown) })),
    irules: renderedIrules(objects),
    explanation: explain(saved, shown),
    script: { text: tmshScript({ ...saved, masked }) },
  };
}

function requestsByPhase(spec: string, desired: ObjectSet): PhaseRequests[] {
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
    requests: [
      ...operations.flatMap(requestsOf),
      ...inventoryRequest(written(plan.phases[index - 1]?.inventory), inventory),
    ],
  }));
}

/** An inventory that lists nothing is not there. */
function written(inventory: Inventory | undefined): Inventory | undefined {
  return inventory && Object.keys(inventory).length > 0 ? inventory : undefined;
}

function shown({ method, path, body, object }: WriteRequest): RenderedRequest {
  return { method, uri: `/mgmt/tm/${path}`, ...(body ? { body: withoutSecrets(object.kind, body) } : {}) };
}

function withoutSecrets(kind: string, body: Fields): Fields {
  const resource = findResource(kind);
  const secrets = resource && secretKeysOf(resource);
  return Object.fromEntries(
    Object.entries(body).map(([key, value]) => [key, secrets?.has(key) ? MASK : value]),
  );
}

function renderedIrules(desired: ObjectSet): Rendering['irules'] {
  return [...desired.values()]
    .filter(({ kind }) => kind === 'ltm/rule')
    .map(({ path, fields }) => ({ path, text: asText(fields.apiAnonymous) }));
}
