import { readFile, stat } from 'node:fs/promises';
import { SpecError } from '../../exit.ts';
import type { Diagnostic, Severity } from '../../model/diagnostic.ts';
import { isPem, pemBlocks } from '../../model/pem.ts';
import type { ParsedSpec } from '../../spec/spec.ts';
import { type TlsMaterial, tlsMaterial } from '../../spec/tls-files.ts';
import type { Deps } from '../deps.ts';
import { besideSpec } from '../files.ts';

/** The authorities of the whole web are a quarter of this. */
const LARGEST = 1024 * 1024;

/** Mode bit: everybody may read it. */
const READABLE_BY_OTHERS = 0o004;

export interface ReadCertificates {
  /** Texts of the files, by the name the spec gives them. */
  readonly files: ReadonlyMap<string, string>;
  readonly notes: readonly Diagnostic[];
}

/**
 * Reads the certificates and keys that a spec names. A private key is masked in all output from here on; it is in no
 * message, not its length either.
 */
export async function readCertificates(
  spec: string,
  parsed: ParsedSpec,
  deps: Deps,
): Promise<ReadCertificates> {
  const files = new Map<string, string>();
  const notes: Diagnostic[] = [];
  const problems: Diagnostic[] = [];
  for (const material of tlsMaterial(parsed.spec)) {
    const say = sayer(material, parsed);
    if (isPem(material.text)) {
      if (hide(material.text, deps) && !isOfEnvironment(material.text, parsed))
        notes.push(say(...KEY_IN_SPEC));
      continue;
    }
    const found = await read(spec, material, deps.cwd);
    if (typeof found === 'string') problems.push(say('error', 'tls-file', found));
    else {
      files.set(material.text, found.text);
      if (hide(found.text, deps) && found.isReadableByOthers) notes.push(say(...KEY_READABLE));
    }
  }
  if (problems.length > 0) throw new SpecError([...problems, ...parsed.dangling()]);
  return { files, notes };
}

const KEY_IN_SPEC = [
  'warning',
  'key-in-spec',
  'a private key stands in the spec, where everybody reads it who reads the spec',
  'write the name of a file, or ${env:NAME}',
] as const;

const KEY_READABLE = [
  'note',
  'key-file-readable',
  'every user of this machine can read the private key',
  'chmod o-r takes that away',
] as const;

type Say = (severity: Severity, rule: string, message: string, hint?: string) => Diagnostic;

function sayer({ at }: TlsMaterial, { locate }: ParsedSpec): Say {
  return (severity, rule, message, hint) => ({
    rule: `spec/${rule}`,
    severity,
    message,
    ...(hint === undefined ? {} : { hint }),
    source: locate(at),
  });
}

function isOfEnvironment(text: string, { secrets }: ParsedSpec): boolean {
  return secrets.some((secret) => secret.includes('PRIVATE KEY-----') && text.includes(secret));
}

/** Masks the private keys in a text; whether there are any. */
function hide(text: string, { io }: Deps): boolean {
  const keys = pemBlocks(text).filter(({ label }) => label.endsWith('PRIVATE KEY'));
  if (keys.length > 0) io.hide([text, ...keys.map((key) => key.text)]);
  return keys.length > 0;
}

/** The text of a file, or what is wrong with it; where a key may stand, the name that was given is not told. */
async function read(
  spec: string,
  { text: name, isSecret }: TlsMaterial,
  cwd: string,
): Promise<string | { readonly text: string; readonly isReadableByOthers: boolean }> {
  const shown = isSecret ? 'this file' : name;
  const isName = !/[\0-\x1f]/.test(name) && name.length < 4096;
  const path = isName ? await besideSpec(spec, name, cwd) : undefined;
  if (path === undefined)
    return isName ? `${shown} is not in the folder of the spec` : 'it is neither PEM nor the name of a file';
  const info = await stat(path).catch(() => undefined);
  if (!info?.isFile())
    return isSecret ? 'there is no such file beside the spec' : `there is no file ${name} beside the spec`;
  if (info.size > LARGEST) return `${shown} has more than 1 MiB, and is no certificate`;
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) return `${shown} cannot be read`;
  return { text, isReadableByOthers: process.platform !== 'win32' && (info.mode & READABLE_BY_OTHERS) !== 0 };
}
