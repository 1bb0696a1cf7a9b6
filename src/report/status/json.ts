import * as z from 'zod';
import type { Seen, SeenPool } from '../../run/status/result.ts';
import { count, diagnostic, formatVersion, source } from '../diagnostic-json.ts';
import { jsonReport, type Reporter } from '../reporter.ts';
import type { StatusView } from '../views.ts';

const seen = {
  name: z.string(),
  /** Absent for a member that only the device has. */
  source: source.optional(),
  /** Whether it is on the device. */
  present: z.boolean(),
  /** The device's own word: available, offline, unknown, unavailable. */
  availability: z.string().optional(),
  enabled: z.boolean().optional(),
  reason: z.string().optional(),
  connections: z.strictObject({ current: count, most: count, total: count }).optional(),
  /** New connections a second since the look before. */
  rate: z.number().nonnegative().optional(),
};

const pool = z.strictObject({
  ...seen,
  members: z.array(z.strictObject(seen)),
  /** Of current connections over the members that take any. */
  skew: z.strictObject({ least: count, most: count, mean: z.number().nonnegative() }).optional(),
});

/** One look, or why there was none. */
export const statusDocument = z.strictObject({
  formatVersion,
  spec: z.strictObject({ name: z.string(), file: z.string() }).optional(),
  device: z.strictObject({ host: z.string(), version: z.string(), hostname: z.string() }).optional(),
  time: z.string().optional(),
  /** Seconds since the look before. */
  since: z.number().nonnegative().optional(),
  virtualServers: z.array(z.strictObject(seen)),
  pools: z.array(pool),
  errors: z.array(diagnostic).readonly(),
});

type Document = z.input<typeof statusDocument>;

export const statusJson: Reporter<StatusView> = (view) => jsonReport(documentOf(view));

function documentOf(view: StatusView): Document {
  if (view.did === 'fail') return { formatVersion: 1, virtualServers: [], pools: [], errors: view.errors };
  const { spec, device, time, since, virtualServers, pools } = view;
  return {
    formatVersion: 1,
    spec,
    device,
    time,
    ...(since === undefined ? {} : { since }),
    virtualServers: virtualServers.map(seenEntry),
    pools: pools.map(poolEntry),
    errors: [],
  };
}

function poolEntry({ members, skew, ...rest }: SeenPool): z.input<typeof pool> {
  return { ...seenEntry(rest), members: members.map(seenEntry), ...(skew ? { skew } : {}) };
}

function seenEntry({ name, source: at, state, rate }: Seen) {
  return {
    name,
    ...(at ? { source: at } : {}),
    present: state !== undefined,
    ...state,
    ...(rate === undefined ? {} : { rate }),
  };
}
