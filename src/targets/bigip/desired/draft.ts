import type { Diagnostic, Severity } from '../../../model/diagnostic.ts';
import type { ConfigObject, SpecPath, Value } from '../../../model/object.ts';
import { joinPath } from '../resources/object-path.ts';
import type { TmosVersion } from '../../../model/version.ts';
import type { Spec } from '../../../spec/schema/schema.ts';

/** A diagnostic that still says its place as a path into the spec. */
export type Finding = Omit<Diagnostic, 'source'> & { readonly at: SpecPath };

/** What is wanted so far, while a spec is turned into objects. */
export interface Wish {
  readonly spec: Spec;
  readonly version: TmosVersion;
  /** Texts of the rule files, by the name the spec gives them. */
  readonly files: ReadonlyMap<string, string>;
  readonly add: (object: ConfigObject) => void;
  readonly find: (kind: string, path: string) => ConfigObject | undefined;
  readonly report: (finding: Finding) => void;
  /** The full path a reference means; reports one that means nothing. */
  readonly resolve: (group: Group, reference: string, at: SpecPath) => string;
}

/** Maps of a spec whose names can be referred to. */
export type Group = 'VLAN' | 'node' | 'monitor' | 'pool' | 'iRule';

interface Place {
  readonly partition?: string | undefined;
  readonly folder?: string | undefined;
}

/** Path of an LTM object: in its own partition and folder, else in the spec's. */
export function ltmPath(spec: Spec, place: Place, name: string): string {
  const folder = place.folder ?? (place.partition === undefined ? spec.folder : undefined);
  return joinPath(place.partition ?? spec.partition, folder ?? '', name);
}

/** Path of a network object: in /Common unless it says otherwise itself. */
export function netPath(place: Place, name: string): string {
  return joinPath(place.partition ?? 'Common', place.folder ?? '', name);
}

export function onOff(value: boolean): Value {
  return value ? 'enabled' : 'disabled';
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
