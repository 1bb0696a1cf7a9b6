import * as z from 'zod';
import type { Finding } from '../../probe/finding.ts';
import type { Verification } from '../../run/verify/result.ts';
import { count, diagnostic, formatVersion, source } from '../diagnostic-json.ts';
import { jsonReport, type Reporter } from '../reporter.ts';
import type { VerifyView } from '../views.ts';
import { countVerdicts } from './summary.ts';

const verdict = z.enum(['passed', 'failed', 'not-tested']);
const milliseconds = z.number().nonnegative();

const finding = z.strictObject({
  check: z.string(),
  verdict,
  message: z.string(),
  /** Of what did not pass: which fault it is, what that means, and the next thing to try. */
  rule: z.string().optional(),
  why: z.string().optional(),
  hint: z.string().optional(),
  times: z
    .strictObject({ count, p50: milliseconds, p95: milliseconds, p99: milliseconds, max: milliseconds })
    .optional(),
});

const target = z.strictObject({
  virtualServer: z.string(),
  member: z.string().optional(),
  /** As a client writes it; empty where there is no address. */
  url: z.string(),
  address: z.string().optional(),
  source,
  verdict,
  notes: z.array(z.string()).readonly(),
  checks: z.array(finding),
});

const rung = z.strictObject({
  step: z.enum(['reach', 'device', 'members']),
  verdict,
  message: z.string(),
  hint: z.string().optional(),
});

const ladder = z.strictObject({
  virtualServer: z.string(),
  rungs: z.array(rung).readonly(),
  conclusion: z.string(),
});

const tried = {
  targets: z.array(target),
  ladders: z.array(ladder).readonly(),
  summary: z.strictObject({ passed: count, failed: count, notTested: count }),
};

/** A verification inside of another document. */
export const verificationPart = z.strictObject({ verdict, ...tried });

/** What was tried, or why nothing could be. */
export const verifyDocument = z.strictObject({
  formatVersion,
  spec: z.strictObject({ name: z.string(), file: z.string() }).optional(),
  verdict: verdict.optional(),
  ...tried,
  errors: z.array(diagnostic).readonly(),
});

type Document = z.input<typeof verifyDocument>;

export const verifyJson: Reporter<VerifyView> = (view) => jsonReport(documentOf(view));

function documentOf(view: VerifyView): Document {
  const empty = { targets: [], ladders: [], summary: { passed: 0, failed: 0, notTested: 0 } };
  if (view.did === 'fail') return { formatVersion: 1, ...empty, errors: view.errors };
  return { formatVersion: 1, spec: view.spec, ...verificationEntry(view), errors: [] };
}

export function verificationEntry({
  verdict: whole,
  tested,
  ladders,
}: Verification): z.input<typeof verificationPart> {
  const { passed, failed, 'not-tested': notTested } = countVerdicts(tested);
  return {
    verdict: whole,
    targets: tested.map(({ findings, ...rest }) => ({ ...rest, checks: findings.map(findingEntry) })),
    ladders,
    summary: { passed, failed, notTested },
  };
}

function findingEntry({ rule, ...rest }: Finding): z.input<typeof finding> {
  return { ...rest, ...(rule === undefined ? {} : { rule: `verify/${rule}` }) };
}
