import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { CliError, EXIT } from '../../exit.ts';
import { SAVED_PLAN_MARK, savedPlanDocument, type SavedPlanDocument } from '../../report/plan/saved.ts';
import type { PlanView } from '../../report/views.ts';
import type { PlanImage } from '../../run/saved/image.ts';
import type { Deps } from '../deps.ts';
import { readInput, TooLargeError, writePrivately } from '../files.ts';

/** Thousands of objects take a few MiB. */
const LARGEST = 64 * 1024 * 1024;

/** What a plan has to say. */
export interface PlanContent {
  readonly tool: string;
  readonly made: string;
  readonly asked: SavedPlanDocument['asked'];
  readonly image: PlanImage;
  readonly shown: PlanView;
  readonly unsaved: boolean;
}

/** Writes a plan where nobody but its owner can read it. */
export async function writePlan(file: string, content: PlanContent, { cwd }: Deps): Promise<void> {
  const text = planText(content);
  await writePrivately(resolve(cwd, file), text).catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new CliError(EXIT.usage, `cannot write the plan ${file}: ${reason}`, { cause });
  });
}

function planText({ tool, made, asked, image, shown, unsaved }: PlanContent): string {
  const head = { document: SAVED_PLAN_MARK, formatVersion: 1 };
  const rest = { tool, made, asked, image, shown, unsaved };
  const digest = digestOf({ ...head, ...rest });
  return `${JSON.stringify({ ...head, digest, ...rest }, null, 1)}\n`;
}

/** Reads a plan. A file that is none is a usage error; one that is, and was changed, is 75: there is no plan in it. */
export async function readPlan(file: string, { cwd }: Pick<Deps, 'cwd'>): Promise<SavedPlanDocument> {
  const text = await readInput(file, cwd, 'plan', LARGEST).catch((error: unknown) => {
    throw error instanceof TooLargeError ? noPlan(file, error.message) : error;
  });
  return parsePlan(file, text.toString('utf8'));
}

export function parsePlan(file: string, text: string): SavedPlanDocument {
  const value = jsonOf(text);
  if (!isMap(value) || value.document !== SAVED_PLAN_MARK)
    throw MARKED.test(text) ? damaged(file) : noPlan(file, 'it does not say that it is one');
  if (value.formatVersion !== 1)
    throw otherVersion(file, `is of format ${JSON.stringify(value.formatVersion)}`);
  const { digest, ...all } = value;
  if (digest !== digestOf(all)) throw damaged(file);
  const parsed = savedPlanDocument.safeParse(value);
  if (!parsed.success)
    throw otherVersion(file, 'is of another version of bigip-ws, or was made by something else');
  return parsed.data;
}

/** A plan is carried out by the version that made it: another one may send something else for the same spec. */
export function requireVersion(file: string, { tool }: SavedPlanDocument, version: string): void {
  if (tool !== version) throw otherVersion(file, `was made by bigip-ws ${tool}, and this is ${version}`);
}

/** A file that was cut off begins like a plan. */
const MARKED = new RegExp(`^\\s*\\{\\s*"document"\\s*:\\s*"${SAVED_PLAN_MARK}"`);

function digestOf(content: unknown): string {
  return `sha256:${createHash('sha256').update(JSON.stringify(content)).digest('hex')}`;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const AGAIN = 'nothing was changed; make and look at a new plan: bigip-ws diff <spec> --out <plan.json>';

function noPlan(file: string, reason: string): CliError {
  return new CliError(EXIT.usage, `${file} is no saved plan: ${reason}`, {
    hint: 'bigip-ws diff <spec> --out <plan.json> makes one',
  });
}

function damaged(file: string): CliError {
  const message = `the plan ${file} is not as it was written: it was edited, or is not whole`;
  return new CliError(EXIT.tryLater, message, { hint: AGAIN });
}

function otherVersion(file: string, what: string): CliError {
  return new CliError(EXIT.tryLater, `the plan ${file} ${what}`, { hint: AGAIN });
}
