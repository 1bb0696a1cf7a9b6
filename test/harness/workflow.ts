import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

// Steps of a workflow of GitHub, run as its runner does: each with `bash -e`, and after one that fails only
// those that say so.

export interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Place {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Values of `${{ … }}`. */
  readonly expressions: Readonly<Record<string, string>>;
}

export interface StepRan {
  readonly run: string;
  readonly code: number | null;
  readonly output: string;
}

/** Runs the steps that are scripts of ours; what installs things is left to the runner. */
export function runSteps(steps: readonly Step[], place: Place): StepRan[] {
  const ran: StepRan[] = [];
  for (const step of steps) {
    if (step.run === undefined || step.run.startsWith('npm install')) continue;
    const failed = ran.some(({ code }) => code !== 0);
    if (step.if === undefined ? failed : !holds(step.if, place.cwd)) continue;
    const own = Object.entries(step.env ?? {}).map(
      ([name, value]) => [name, evaluated(value, place)] as const,
    );
    ran.push(bash(step.run, { ...place, env: { ...place.env, ...Object.fromEntries(own) } }));
  }
  return ran;
}

/** A script as a runner starts it. */
export function bash(run: string, { cwd, env }: Pick<Place, 'cwd' | 'env'>): StepRan {
  const { status, stdout, stderr } = spawnSync('bash', ['-e', '-c', run], { cwd, env, encoding: 'utf8' });
  return { run, code: status, output: stdout + stderr };
}

/** The one condition that the documents use: after a failure too, where a file is there. */
function holds(condition: string, cwd: string): boolean {
  const file = /^always\(\) && hashFiles\('([^']+)'\) != ''$/.exec(condition)?.[1];
  if (file === undefined) throw new Error(`an unknown condition: ${condition}`);
  return existsSync(join(cwd, file));
}

function evaluated(text: string, { expressions }: Place): string {
  return text.replaceAll(/\$\{\{ *([\w.]+) *\}\}/g, (_, name: string) => {
    const value = expressions[name];
    if (value === undefined) throw new Error(`an unknown expression: ${name}`);
    return value;
  });
}
