import { createHash, createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { mcpd, tmsh } from '../../wire/errors.ts';
import { inferredText } from '../../inferred.ts';
import { isList, isObject, textAt } from '../../wire/json.ts';
import type { Draft, KindDefinition, Properties, Work, Entry } from '../../objects/kind.ts';
import { number, rawText, text, readOnly } from '../../objects/values.ts';

// Certificates and keys as files on the device: made out of an upload, named by `sourcePath`.

/** The keys of all files, placed by the alphabet among those of each kind (captured 13.0.0 to 16.1.3.3). */
export const fileProperties = {
  checksum: readOnly(),
  createTime: readOnly(),
  createdBy: readOnly('admin'),
  lastUpdateTime: readOnly(),
  mode: readOnly(),
  revision: readOnly(0),
  size: readOnly(0),
  sourcePath: rawText(),
  systemPath: readOnly(),
  updatedBy: readOnly('admin'),
} satisfies Properties;
const { checksum, createTime, createdBy, lastUpdateTime, mode, revision, size, ...places } = fileProperties;

const CREATED = {
  createTime: '2023-06-01T12:00:00Z',
  lastUpdateTime: '2023-06-01T12:00:00Z',
  createdBy: 'root',
  updatedBy: 'root',
  revision: 1,
};

/** The upload a `sourcePath` names; kept with the object, since later checks look into it. */
export function takeUpload(draft: Draft, work: Work): Buffer | undefined {
  const { props, hidden, input, before } = draft;
  const source = textAt(props, 'sourcePath');
  if (!before && source === undefined) throw tmsh(inferredText.missingProperty('sourcePath'));
  if (input.sourcePath === undefined || source === undefined) return undefined;
  const path = source.replace(/^file:\/*/, '/');
  const content = work.uploaded(path);
  // What is written back as it was read asks for nothing, though the upload be gone.
  if (!content && before?.props.sourcePath === `file://${path}`) return undefined;
  if (!content) throw tmsh(`The file ${path} was not found: the mock takes uploads only.`);
  const time = new Date(work.now()).toISOString().replace(/\.\d+Z$/, 'Z');
  const checksum = `SHA1:${content.length}:${createHash('sha1').update(content).digest('hex')}`;
  const { createTime = time, lastUpdateTime = time, revision = 0, checksum: former } = before?.props ?? {};
  const isSame = checksum === former;
  Object.assign(props, {
    checksum,
    createTime,
    lastUpdateTime: isSame ? lastUpdateTime : time,
    revision: isSame ? revision : Number(revision) + 1,
    size: content.length,
    sourcePath: `file://${path}`,
  });
  hidden.content = content.toString('utf8');
  return content;
}

function certificateOf(content: string | Buffer): X509Certificate | undefined {
  try {
    return new X509Certificate(content);
  } catch {
    return undefined;
  }
}

function keyOf(content: string | Buffer, passphrase: string | undefined): KeyObject | undefined {
  try {
    return createPrivateKey({ key: content, ...(passphrase === undefined ? {} : { passphrase }) });
  } catch {
    return undefined;
  }
}

function prepareCert(draft: Draft, work: Work): void {
  const content = takeUpload(draft, work);
  if (!content) return;
  const certificate = certificateOf(content);
  if (!certificate) throw mcpd('01070712', `Invalid certificate file (${draft.name.fullPath}).`);
  const { publicKey, validTo, issuer, subject, serialNumber, fingerprint256 } = certificate;
  const names = (text: string) => text.split('\n').reverse().join(',');
  Object.assign(draft.props, {
    certificateKeyCurveName: publicKey.asymmetricKeyDetails?.namedCurve ?? 'none',
    certificateKeySize: publicKey.asymmetricKeyDetails?.modulusLength ?? 256,
    expirationDate: Math.floor(Date.parse(validTo) / 1000),
    expirationString: validTo,
    fingerprint: `SHA256/${fingerprint256}`,
    isBundle:
      (content.toString('latin1').match(/-----BEGIN CERTIFICATE-----/g)?.length ?? 0) > 1 ? 'true' : 'false',
    issuer: names(issuer),
    keyType: publicKey.asymmetricKeyType === 'ec' ? 'ec-public' : 'rsa-public',
    mode: 33188,
    serialNumber,
    subject: names(subject),
  });
}

function prepareKey(draft: Draft, work: Work): void {
  const { props, hidden, input, before } = draft;
  const said = typeof input.passphrase === 'string' && input.passphrase === before?.props.passphrase;
  if (said && input.sourcePath === before.props.sourcePath) {
    Object.assign(props, before.props);
    return;
  }
  const passphrase = typeof input.passphrase === 'string' ? input.passphrase : undefined;
  const content = takeUpload(draft, work);
  if (passphrase !== undefined)
    props.passphrase = `$M$Sq$${createHash('sha256').update(passphrase).digest('base64').slice(0, 24)}`;
  if (!content) return;
  const key = keyOf(content, passphrase);
  if (!key) throw mcpd('01070712', `Invalid key file (${draft.name.fullPath}).`);
  hidden.publicPart = key.export({ type: 'pkcs8', format: 'pem' }).toString();
  Object.assign(props, {
    curveName: key.asymmetricKeyDetails?.namedCurve ?? 'none',
    keySize: key.asymmetricKeyDetails?.modulusLength ?? 256,
    keyType: key.asymmetricKeyType === 'ec' ? 'ec-private' : 'rsa-private',
    mode: 33184,
    securityType: passphrase === undefined ? 'normal' : 'password',
  });
}

/** A profile's key and certificate must belong together, whichever of them changed (captured). */
export function checkPairs(profile: Entry, work: Work): void {
  const { certKeyChain } = profile.props;
  for (const chain of isList(certKeyChain) ? certKeyChain.filter(isObject) : []) {
    const cert = work.store.find('sys/file/ssl-cert', textAt(chain, 'cert') ?? '')?.hidden.content;
    const key = work.store.find('sys/file/ssl-key', textAt(chain, 'key') ?? '')?.hidden.publicPart;
    if (cert === undefined && key === undefined) continue;
    const certificate = cert === undefined ? undefined : certificateOf(cert);
    const own = key === undefined ? undefined : keyOf(key, undefined);
    if (!certificate || !own || !certificate.checkPrivateKey(own)) {
      throw mcpd('01070317', `profile ${profile.key}'s key and certificate do not match`);
    }
  }
}

/** What hangs on a file, and is empty here. */
const listOnly = (path: string): KindDefinition => ({ path, word: path, methods: ['GET'], properties: {} });

export const sslCert: KindDefinition = {
  path: 'sys/file/ssl-cert',
  word: 'Certificate File',
  properties: {
    certificateKeyCurveName: readOnly('none'),
    certificateKeySize: readOnly(2048),
    checksum,
    createTime,
    createdBy,
    email: readOnly(),
    expirationDate: readOnly(),
    expirationString: readOnly(),
    // Absent on 13.0.0, there on 14.1.2.1.
    fingerprint: readOnly(undefined, { since: '14.0' }),
    isBundle: readOnly('false'),
    issuer: readOnly(),
    keyType: readOnly('rsa-public'),
    lastUpdateTime,
    mode,
    revision,
    serialNumber: readOnly(),
    size,
    sourcePath: places.sourcePath,
    subject: readOnly(),
    systemPath: places.systemPath,
    updatedBy: places.updatedBy,
    version: readOnly(3),
  },
  children: ['bundle-certificates', 'cert-validators'].map(listOnly),
  builtIns: ['default.crt', 'ca-bundle.crt', 'f5-ca-bundle.crt', 'f5-irule.crt'].map((name) => ({
    name,
    props: {
      ...CREATED,
      checksum: 'SHA1:1354:0000000000000000000000000000000000000000',
      mode: 33188,
      size: 1354,
      systemPath: `/config/ssl/ssl.crt/${name}`,
      expirationDate: 2000000000,
      expirationString: 'May 18 03:33:20 2033 GMT',
      issuer: 'CN=localhost.localdomain',
      subject: 'CN=localhost.localdomain',
      fingerprint: `SHA256/${Array.from({ length: 32 }, () => '00').join(':')}`,
      ...(name.includes('bundle') ? { isBundle: 'true' } : { serialNumber: '1' }),
    },
  })),
  hooks: { prepare: prepareCert },
};

export const sslKey: KindDefinition = {
  path: 'sys/file/ssl-key',
  word: 'Certificate Key File',
  properties: {
    checksum,
    createTime,
    createdBy,
    curveName: readOnly('none'),
    keySize: number(2048),
    keyType: readOnly('rsa-private'),
    lastUpdateTime,
    mode,
    passphrase: text(),
    revision,
    securityType: readOnly('normal'),
    size,
    ...places,
  },
  // Absent on 13.0.0, there on 14.1.2.1.
  children: [{ ...listOnly('cert-order-manager'), since: '14.0' }],
  builtIns: [
    {
      name: 'default.key',
      props: {
        ...CREATED,
        checksum: 'SHA1:1704:0000000000000000000000000000000000000000',
        mode: 33184,
        size: 1704,
        systemPath: '/config/ssl/ssl.key/default.key',
      },
    },
  ],
  hooks: { prepare: prepareKey },
};
