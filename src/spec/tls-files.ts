import { isPem } from '../model/pem.ts';
import type { SpecPath } from '../model/object.ts';
import type { Spec } from './schema/schema.ts';

/** A certificate, a key or several of the kind: the name of a file beside the spec, or the PEM itself. */
export interface TlsMaterial {
  readonly at: SpecPath;
  readonly text: string;
  /** Whether a private key stands there, or may. */
  readonly isSecret: boolean;
}

/** Everything of `tls:` that is PEM or the name of a file with it. What is on the device is neither. */
export function tlsMaterial(spec: Spec): TlsMaterial[] {
  return Object.entries(spec.virtualServers).flatMap(([name, { tls }]) => {
    const at = (...path: SpecPath): SpecPath => ['virtualServers', name, 'tls', ...path];
    const ca = tls.server?.own?.verify?.ca;
    return [
      ...tls.client.flatMap(({ own, at: place }) => [
        material(own?.certificate, at(...place, 'certificate'), own?.key === undefined),
        material(own?.key, at(...place, 'key'), true),
        material(own?.chain, at(...place, 'chain'), false),
      ]),
      material(ca, at('server', 'verify', 'ca'), false),
    ].flat();
  });
}

function material(text: string | undefined, at: SpecPath, isSecret: boolean): TlsMaterial[] {
  return text === undefined || isOnDevice(text) ? [] : [{ at, text, isSecret }];
}

/** A file beside the spec is never named from the root. */
export function isOnDevice(text: string): boolean {
  return text.startsWith('/');
}

/** The PEM that a field of `tls:` stands for; `files` has the texts of those that are files. */
export function pemOf(text: string, files: ReadonlyMap<string, string>): string {
  return isPem(text) ? text : (files.get(text) ?? '');
}
