import { SpecError } from '../exit.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { ObjectSet } from '../model/object.ts';
import type { LoadedSpec } from './job.ts';
import type { Finding, Target } from './target.ts';

/** What a spec comes to on a target of one version. */
export interface DesiredState {
  readonly objects: ObjectSet;
  /** What was decided for the spec. */
  readonly decisions: readonly Diagnostic[];
  /** What the lint rules say of the spec. */
  readonly advice: readonly Diagnostic[];
}

/** Turns a spec into objects. Throws a `SpecError` with all problems when there is an error among them. */
export function desiredState(target: Target, loaded: LoadedSpec, version: string): DesiredState {
  const input = { spec: loaded.spec, version, files: loaded.files, now: loaded.now };
  const { objects, findings } = target.desired(input);
  const decisions = [...loaded.notes, ...findings.map((one) => located(one, loaded))];
  const advice = target.lint({ ...input, objects }).map((one) => located(one, loaded));
  const all = [...decisions, ...advice];
  if (all.some(({ severity }) => severity === 'error')) throw new SpecError(all);
  return { objects, decisions, advice };
}

/** A finding with its place in the file. */
export function located({ at, ...rest }: Finding, { locate }: LoadedSpec): Diagnostic {
  return { ...rest, source: locate(at) };
}
