import { createHash } from 'node:crypto';
import { isLocked } from '../../../../model/certificate.ts';
import { certificatesIn, privateKeyIn } from '../../../../model/pem.ts';
import type { SpecPath, Value } from '../../../../model/object.ts';
import { atLeast, type TmosVersion } from '../../../../model/version.ts';
import type { VirtualServer } from '../../../../spec/schema/schema.ts';
import type { ClientTls, OwnClient, OwnServer } from '../../../../spec/schema/virtual/tls.ts';
import { isOnDevice, pemOf } from '../../../../spec/tls-files.ts';
import { onOff } from '../../resources/field.ts';
import { type Draft, finding } from '../draft.ts';
import { own, type Place } from './own.ts';

/** The profiles of TLS of a virtual server, each on its side; those of its own with the files that they need. */
export function draftTls(draft: Draft, { tls }: VirtualServer, place: Place): string[] {
  const { client, server } = tls;
  return [
    ...client.map((one) => `${clientProfile(draft, client, one, place)} clientside`),
    ...(server ? [`${server.profile ?? serverProfile(draft, server.own, place)} serverside`] : []),
  ];
}

function clientProfile(draft: Draft, all: readonly ClientTls[], one: ClientTls, place: Place): string {
  if (one.own === undefined) return one.profile;
  const at = [...place.at, 'tls', ...one.at];
  const { serverName, renegotiation, properties } = one.own;
  const fields = {
    defaultsFrom: '/Common/clientssl',
    certKeyChain: [pairOf(draft, one.own, { ...place, at })],
    passphrase: passphraseOf(one.own, materialOf(one.own, draft.files).key),
    serverName: serverName ?? null,
    sniDefault: String(one === defaultOf(all)),
    ...handshake(draft, one.own, at),
    renegotiation: onOff(renegotiation),
  };
  return own(draft, 'ltm/profile/client-ssl', { ...place, at }, clientSuffix(serverName), fields, properties);
}

/** A star is no letter of a name; nor can a host name hold what stands for it. */
function clientSuffix(serverName: string | undefined): string {
  return serverName === undefined
    ? 'client-ssl'
    : `client-ssl-${serverName.toLowerCase().replace('*', '_any_')}`;
}

/** Of several the one that says so, else the first; of one alone the device needs no default. */
function defaultOf(all: readonly ClientTls[]): ClientTls | undefined {
  const said = all.find(({ own: one }) => one?.default);
  const isOurs = all.length > 1 && all.every((one) => one.own !== undefined);
  return said ?? (isOurs ? (all.find(({ own: one }) => one.serverName === undefined) ?? all[0]) : undefined);
}

/** The certificate, its key and its chain as files on the device, under names that change with what is in them. */
function pairOf(draft: Draft, spec: OwnClient, place: Place): Value {
  const { leaf, key, chain } = materialOf(spec, draft.files);
  // The name of a key is told to everybody, so it says something of the certificate and nothing of the key.
  const name = digestOf(leaf);
  const passphrase = passphraseOf(spec, key);
  return {
    cert: own(draft, 'sys/file/ssl-cert', place, `${name}.crt`, { content: leaf }),
    key: own(draft, 'sys/file/ssl-key', place, `${name}.key`, { content: key, passphrase }),
    chain: chain.length === 0 ? null : bundle(draft, 'chain', chain, place),
  };
}

/** A key that is open needs none, and none is sent. */
function passphraseOf({ passphrase }: OwnClient, key: string): string | null {
  return isLocked(key) ? (passphrase ?? null) : null;
}

function bundle(draft: Draft, what: string, certificates: readonly string[], place: Place): string {
  const content = certificates.join('');
  return own(draft, 'sys/file/ssl-cert', place, `${what}-${digestOf(content)}.crt`, { content });
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** What stands in the files that a client side names; empty where it does not. */
export interface Material {
  readonly leaf: string;
  readonly key: string;
  /** Without the certificate itself, and each once. */
  readonly chain: readonly string[];
}

export function materialOf(
  { certificate, key = certificate, chain = '' }: OwnClient,
  files: ReadonlyMap<string, string>,
): Material {
  const [leaf = '', ...others] = certificatesIn(pemOf(certificate, files));
  const all = [...others, ...certificatesIn(pemOf(chain, files))];
  return {
    leaf,
    key: privateKeyIn(pemOf(key, files)) ?? '',
    chain: [...new Set(all)].filter((one) => one !== leaf),
  };
}

function serverProfile(draft: Draft, spec: OwnServer, place: Place): string {
  const at = [...place.at, 'tls', 'server'];
  const { properties, ...said } = spec;
  const { serverName, verify } = said;
  const isPlain = !verify && Object.values(said).every((one) => one === undefined);
  if (isPlain && Object.keys(properties).length === 0) return '/Common/serverssl';
  const fields = {
    defaultsFrom: '/Common/serverssl',
    serverName: serverName ?? null,
    peerCertMode: verify ? 'require' : 'ignore',
    caFile: verify ? authorities(draft, verify.ca, { ...place, at }) : null,
    authenticateName: verify ? (verify.host ?? serverName ?? null) : null,
    ...handshake(draft, spec, at),
  };
  return own(draft, 'ltm/profile/server-ssl', { ...place, at }, 'server-ssl', fields, properties);
}

function authorities(draft: Draft, ca: string, place: Place): string {
  return isOnDevice(ca) ? ca : bundle(draft, 'ca', certificatesIn(pemOf(ca, draft.files)), place);
}

type Handshake = Pick<OwnServer, 'versions' | 'ciphers' | 'cipherGroup'>;

/** Where a spec says nothing, what the device has by itself (device-facts: tls-options). */
function handshake(draft: Draft, { versions, ciphers, cipherGroup }: Handshake, at: SpecPath) {
  const { version } = draft;
  const isStrict = atLeast(version, '21.1');
  if (versions?.includes('1.3') && !atLeast(version, '14.0')) {
    const message = `TLS 1.3 needs TMOS 14.0 or newer; this is ${version.text}`;
    draft.report(finding('bigip/too-old', 'error', [...at, 'versions'], message, 'leave 1.3 out'));
  }
  const usual = isStrict && ciphers === undefined ? '/Common/f5-default' : 'none';
  const group = cipherGroup ?? usual;
  return {
    ciphers: group === 'none' ? (ciphers ?? 'DEFAULT') : 'none',
    cipherGroup: group,
    tmOptions: versions ? optionsFor(versions, version) : usualOptions(version),
  };
}

const EMPTY = 'dont-insert-empty-fragments';

const OPTION = { '1.0': 'no-tlsv1', '1.1': 'no-tlsv1.1', '1.2': 'no-tlsv1.2', '1.3': 'no-tlsv1.3' } as const;

function optionsFor(versions: NonNullable<Handshake['versions']>, version: TmosVersion): string[] {
  const known = Object.entries(OPTION).filter(([one]) => one !== '1.3' || atLeast(version, '14.0'));
  const spoken: readonly string[] = versions;
  return [EMPTY, 'no-ssl', ...known.filter(([one]) => !spoken.includes(one)).map(([, option]) => option)];
}

function usualOptions(version: TmosVersion): string[] {
  if (atLeast(version, '21.1')) return [EMPTY, 'no-ssl', 'no-tlsv1', 'no-tlsv1.1'];
  return atLeast(version, '14.0') ? [EMPTY, 'no-tlsv1.3'] : [EMPTY];
}
