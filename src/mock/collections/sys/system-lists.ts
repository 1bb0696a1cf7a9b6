import { parseAddress, parseNetwork } from '../../wire/address.ts';
import { scalarText } from '../../wire/json.ts';
import type { KindDefinition } from '../../objects/kind.ts';
import { release } from '../../tmos.ts';
import { custom, flag, invalid, number, rawText, text, readOnly, word } from '../../objects/values.ts';
import { secret } from '../parts/secret.ts';

// Small collections of sys and cli, recorded on 13.0.0 and 13.1 (fixtures of F5's Ansible collection) and 14.1.2.1.

const smtpServer: KindDefinition = {
  path: 'sys/smtp-server',
  word: 'SMTP server',
  pairs: [['authenticationEnabled', 'authenticationDisabled']],
  properties: {
    authenticationDisabled: flag(true),
    authenticationEnabled: flag(),
    description: text(),
    encryptedConnection: word(['none', 'ssl', 'tls'], 'none'),
    fromAddress: text(),
    localHostName: text(),
    passwordEncrypted: secret,
    smtpServerHostName: text(),
    smtpServerPort: number(25, { min: 1, max: 65535 }),
    username: text(),
  },
};

/** Networks of the management port; `default` is the gateway that setup put there. */
const managementRoute: KindDefinition = {
  path: 'sys/management-route',
  word: 'management route',
  required: ['network'],
  properties: {
    description: text(),
    gateway: custom((value, { property }) => {
      const address = parseAddress(scalarText(value) ?? '');
      if (!address) throw invalid(property, value);
      return address.ip;
    }),
    mtu: number(0),
    network: custom(
      (value, { property }) => {
        const input = scalarText(value) ?? '';
        if (input === 'default' || input === 'default-inet6') return input;
        const network = parseNetwork(input);
        if (!network) throw invalid(property, value);
        if (network.length === 0) return network.address.version === 4 ? 'default' : 'default-inet6';
        return `${network.address.ip}/${network.length}`;
      },
      undefined,
      { fixed: true },
    ),
    type: word(['blackhole', 'interface'], undefined),
  },
  builtIns: [{ name: 'default', props: { gateway: '192.168.1.1', network: 'default' } }],
};

const managementIp: KindDefinition = {
  path: 'sys/management-ip',
  word: 'management IP',
  naming: 'plain',
  methods: ['GET'],
  properties: { description: text() },
  builtIns: [{ name: '192.168.1.245/24' }],
};

const alias = (scope: string): KindDefinition => ({
  path: `cli/alias/${scope}`,
  word: 'alias',
  required: ['tmCommand'],
  properties: { tmCommand: rawText(), description: text() },
  builtIns:
    scope === 'private'
      ? []
      : [
          ['bash', 'Run the bash shell'],
          ['ping', 'Send ICMP echo requests to network hosts'],
        ].map(([name = '', description = '']) => ({
          name,
          props: { tmCommand: `run /util ${name}`, description },
        })),
});

const image = (path: string, word: string): KindDefinition => ({
  path,
  word,
  naming: 'plain',
  methods: ['GET'],
  properties: { build: readOnly(), product: readOnly(), version: readOnly() },
});

/** The volume the device runs from; images are neither uploaded nor installed here. */
const volume: KindDefinition = {
  path: 'sys/software/volume',
  word: 'software volume',
  naming: 'plain',
  methods: ['GET'],
  properties: {
    active: readOnly(true),
    basebuild: readOnly((tmos) => release(tmos).build),
    build: readOnly((tmos) => release(tmos).build),
    product: readOnly('BIG-IP'),
    status: readOnly('complete'),
    version: readOnly((tmos) => tmos.text),
    media: readOnly([{ name: 'HD1.1', defaultBootLocation: true, media: 'hd', size: 'default' }]),
  },
  builtIns: [{ name: 'HD1.1' }],
};

export const systemLists: readonly KindDefinition[] = [
  smtpServer,
  managementRoute,
  managementIp,
  alias('shared'),
  alias('private'),
  image('sys/software/image', 'software image'),
  image('sys/software/hotfix', 'software hotfix'),
  volume,
];
