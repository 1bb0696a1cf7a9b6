import * as z from 'zod';
import { IMPACTS } from '../../model/impact.ts';
import { count, diagnostic, formatVersion, source } from '../diagnostic-json.ts';

// The file of a saved plan: what `diff --out` writes and `--plan` reads. Its order of keys is that of the data.

/** A value as the device gets it; a secret is `{"secret": "<salt>.<digest>"}`. */
const value = z.json();

const operation = z.strictObject({
  verb: z.enum(['create', 'update', 'delete']),
  kind: z.string(),
  path: z.string(),
  fields: z.record(z.string(), value),
  get inline() {
    return z.array(operation);
  },
  remember: z.array(z.string()).exactOptional(),
});

const phaseName = z.enum(['prepare', 'transaction', 'clean-up']);

const digests = z.record(z.string(), z.string());

const device = z.strictObject({ host: z.string(), version: z.string(), hostname: z.string() });

/** What it is bound to, as salted digests, and what it sends. */
const image = z.strictObject({
  salt: z.string(),
  device,
  spec: digests,
  objects: digests,
  inventory: digests.nullable(),
  phases: z.array(
    z.strictObject({
      name: phaseName,
      operations: z.array(operation),
      inventory: z.record(z.string(), value),
    }),
  ),
});

const change = z.strictObject({
  action: z.enum(['create', 'update', 'replace', 'delete', 'adopt', 'release']),
  kind: z.string(),
  path: z.string(),
  impact: z.enum(IMPACTS),
  live: z
    .strictObject({ count: count.nullable(), where: z.string(), ofDevice: z.literal(true).exactOptional() })
    .exactOptional(),
  fields: z.array(
    z.strictObject({
      field: z.string(),
      before: value,
      after: value,
      secret: z.literal(true).exactOptional(),
      atDefault: z.literal(true).exactOptional(),
    }),
  ),
  source: source.exactOptional(),
  note: z.string().exactOptional(),
});

/** What was shown. */
const shown = z.strictObject({
  spec: z.strictObject({ name: z.string(), file: z.string() }),
  device,
  destroy: z.literal(false),
  changes: z.array(change),
  phases: z.array(phaseName),
  decisions: z.array(diagnostic),
  advice: z.array(diagnostic),
  foreign: z.array(diagnostic),
  refusals: z.array(diagnostic),
});

/** How the plan was asked for: it is made again in the same way. */
const asked = z.strictObject({
  file: z.string(),
  vars: z.array(z.string()),
  varsFile: z.string().exactOptional(),
  adopt: z.boolean(),
  /** Made on a mock. */
  mock: z.boolean(),
  /** `--host` or `BIGIP_HOST`; absent where the spec named the device. */
  host: z.string().exactOptional(),
});

/** What stands in every file of a plan, whatever its format. */
export const SAVED_PLAN_MARK = 'bigip-ws plan';

export const savedPlanDocument = z.strictObject({
  document: z.literal(SAVED_PLAN_MARK),
  formatVersion,
  /** Of all the rest; it finds an edit and a damaged file, and is not a signature. */
  digest: z.string(),
  /** The version of bigip-ws. */
  tool: z.string(),
  made: z.iso.datetime(),
  asked,
  image,
  shown,
  /** A change of an earlier run was running and not saved. */
  unsaved: z.boolean(),
});

export type SavedPlanDocument = z.infer<typeof savedPlanDocument>;
