import { locked, makeCertificate } from '../../harness/certificates.ts';

type Part = Readonly<Record<string, unknown>>;

/** The time that the specs of the lint tests are held to. */
export const NOW = new Date('2026-06-15T12:00:00Z');

const [root, between, other] = [
  await makeCertificate({ name: 'Root CA', isCa: true }),
  await makeCertificate({ name: 'Between CA', isCa: true }),
  await makeCertificate({ name: 'Other CA', isCa: true }),
];
const good = await makeCertificate({ by: root, names: ['ws.example.com', '*.example.org'] });
const stranger = await makeCertificate();
const old = await makeCertificate({ until: '2026-06-14T00:00:00Z' });
const young = await makeCertificate({ from: '2026-06-16T00:00:00Z' });
const ageing = await makeCertificate({ until: '2026-07-01T00:00:00Z' });
const short = await makeCertificate({ bits: 1024 });
const forgeable = await makeCertificate({ algorithm: 'sha1' });
const authority = await makeCertificate({ isCa: true });

const client = { certificate: good.cert, key: good.key, chain: root.cert };
const own = ({ cert, key }: { cert: string; key: string }): Part => ({ certificate: cert, key });

/** Of each rule what offends, what does not, and where below `tls` it is told. */
export const tlsCases: Readonly<Record<string, { offends: Part; fine: Part; at: string }>> = {
  'tls/not-pem': {
    offends: { client: { ...client, chain: root.key } },
    fine: { client },
    at: 'client.chain',
  },
  'tls/locked-key': {
    offends: { client: { ...client, key: locked(good, 'correct'), passphrase: 'wrong' } },
    fine: { client: { ...client, key: locked(good, 'correct'), passphrase: 'correct' } },
    at: 'client.passphrase',
  },
  'tls/wrong-key': {
    offends: { client: { ...client, key: stranger.key } },
    fine: { client },
    at: 'client.key',
  },
  'tls/expired': { offends: { client: own(old) }, fine: { client }, at: 'client.certificate' },
  'tls/not-yet-valid': { offends: { client: own(young) }, fine: { client }, at: 'client.certificate' },
  'tls/expires-soon': {
    offends: { client: own(ageing) },
    fine: { client: own(ageing), warnDays: 15 },
    at: 'client.certificate',
  },
  'tls/name-not-covered': {
    offends: { client: { ...client, serverName: 'a.ws.example.com' } },
    fine: { client: { ...client, serverName: '*.example.org' } },
    at: 'client.serverName',
  },
  'tls/broken-chain': {
    offends: { client: { ...client, chain: other.cert } },
    fine: { client },
    at: 'client.chain',
  },
  'tls/chain-holds-certificate': {
    offends: { client: { ...client, chain: good.cert + root.cert } },
    fine: { client: { certificate: good.cert + root.cert, key: good.key } },
    at: 'client.chain',
  },
  'tls/weak-certificate': { offends: { client: own(short) }, fine: { client }, at: 'client.certificate' },
  'tls/ca-certificate': { offends: { client: own(authority) }, fine: { client }, at: 'client.certificate' },
};

/** More that trips a rule: the rule, and how often. */
export const moreTls: readonly (readonly [what: string, rule: string, tls: Part])[] = [
  [
    'no PEM in the place of a certificate',
    'tls/not-pem',
    { client: { ...client, certificate: '-----BEGIN nothing' } },
  ],
  ['no key with the certificate', 'tls/not-pem', { client: { certificate: good.cert } }],
  ['a certificate in the place of a key', 'tls/not-pem', { client: { ...client, key: good.cert } }],
  [
    'a certificate that is cut off',
    'tls/not-pem',
    { client: { ...client, certificate: `${good.cert.slice(0, 200)}\n-----END CERTIFICATE-----\n` } },
  ],
  ['no authority', 'tls/not-pem', { server: { verify: { ca: root.key } } }],
  ['no passphrase', 'tls/locked-key', { client: { ...client, key: locked(good, 'correct') } }],
  [
    'one of two pairs',
    'tls/wrong-key',
    { client: [{ ...client, serverName: 'ws.example.com' }, own({ ...good, key: old.key })] },
  ],
  [
    'a chain in the wrong order',
    'tls/broken-chain',
    { client: { ...client, chain: between.cert + root.cert } },
  ],
  ['SHA-1', 'tls/weak-certificate', { client: own(forgeable) }],
  [
    'the name of an entry of a list',
    'tls/name-not-covered',
    { client: [client, { ...client, serverName: 'elsewhere.com' }] },
  ],
];

/** A pair for ws.example.com and what is below example.org. */
export const pair: Part = client;
