import type { KindDefinition, Properties } from '../kind.ts';
import { number, rawText, text, told } from '../values.ts';

// Certificates and keys as files on the device. Contents are made of uploads (files.ts).

const told0 = (): Properties => ({
  checksum: told(),
  createTime: told(),
  createdBy: told(),
  lastUpdateTime: told(),
  mode: told(),
  revision: told(1),
  size: told(0),
  sourcePath: rawText(),
  systemPath: told(),
  updatedBy: told(),
});

const CREATED = {
  createTime: '2023-06-01T12:00:00Z',
  lastUpdateTime: '2023-06-01T12:00:00Z',
  createdBy: 'root',
  updatedBy: 'root',
};

export const sslCert: KindDefinition = {
  path: 'sys/file/ssl-cert',
  word: 'Certificate File',
  properties: {
    certificateKeyCurveName: told('none'),
    certificateKeySize: told(2048),
    ...told0(),
    expirationDate: told(),
    expirationString: told(),
    isBundle: told('false'),
    issuer: told(),
    keyType: told('rsa-public'),
    serialNumber: told(),
    subject: told(),
    version: told(3),
  },
  builtIns: ['default.crt', 'ca-bundle.crt', 'f5-irule.crt'].map((name) => ({
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
      serialNumber: '1',
    },
  })),
};

export const sslKey: KindDefinition = {
  path: 'sys/file/ssl-key',
  word: 'Certificate Key File',
  properties: {
    ...told0(),
    curveName: told('none'),
    keySize: number(2048),
    keyType: told('rsa-private'),
    passphrase: text(),
    securityType: told('normal'),
  },
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
};
