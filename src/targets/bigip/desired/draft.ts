import type { Diagnostic, Severity } from '../../../model/diagnostic.ts';
import type { ConfigObject, SpecPath, Value } from '../../../model/object.ts';
import type { TmosVersion } from '../../../model/version.ts';
import type { Spec } from '../../../spec/schema/schema.ts';
import { joinPath } from '../resources/object-path.ts';

/** A diagnostic that still says its place as a path into the spec. */
export type Finding = Omit<Diagnostic, 'source'> & { readonly at: SpecPath };

/** What is desired so far, while a spec is turned into objects. */
export interface Draft {
  readonly spec: Spec;
  readonly version: TmosVersion;
  /** Texts of the rule files, by the name the spec gives them. */
  readonly files: ReadonlyMap<string, string>;
  readonly add: (object: ConfigObject) => void;
  readonly find: (kind: string, path: string) => ConfigObject | undefined;
  readonly report: (finding: Finding) => void;
  /** The full path a reference means; reports one that means nothing. */
  readonly resolve: (part: NamedPart, reference: string, at: SpecPath) => string;
}

/** One map of the spec, and how it becomes objects. */
export interface Part {
  readonly draft: (draft: Draft) => void;
}

/** One whose names can be referred to. */
export interface NamedPart extends Part {
  /** What one is called in a message. */
  readonly label: string;
  /** Every name the spec defines, with the full path it stands for. */
  readonly names: (spec: Spec) => ReadonlyMap<string, string>;
}

interface Placed {
  readonly partition?: string | undefined;
  readonly folder?: string | undefined;
}

/** Path of an LTM object: in its own partition and folder, else in the spec's. */
export function ltmPath(spec: Spec, placed: Placed, name: string): string {
  const folder = placed.folder ?? (placed.partition === undefined ? spec.folder : undefined);
  return joinPath(placed.partition ?? spec.partition, folder ?? '', name);
}

/** Names of LTM objects with their paths. */
export function ltmNames(spec: Spec, map: Readonly<Record<string, Placed>>): ReadonlyMap<string, string> {
  return new Map(Object.entries(map).map(([name, placed]) => [name, ltmPath(spec, placed, name)]));
}

/** Path of a network object: in /Common unless it says otherwise itself. */
export function netPath(placed: Placed, name: string): string {
  return joinPath(placed.partition ?? 'Common', placed.folder ?? '', name);
}

/** Description and raw properties, which every object can have. */
export function withCommon(
  object: ConfigObject,
  common: { readonly description?: string; readonly properties?: Readonly<Record<string, Value>> },
): ConfigObject {
  const rawKeys = Object.keys(common.properties ?? {});
  const description =
    common.description === undefined
      ? {}
      : { description: common.description === '' ? null : common.description };
  return {
    ...object,
    fields: { ...object.fields, ...description, ...common.properties },
    ...(rawKeys.length > 0 ? { rawKeys } : {}),
  };
}

export function finding(
  rule: string,
  severity: Severity,
  at: SpecPath,
  message: string,
  hint?: string,
): Finding {
  return { rule, severity, at, message, ...(hint === undefined ? {} : { hint }) };
}
