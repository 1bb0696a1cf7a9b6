import { expect, it } from 'vitest';
import { findDangling } from '../../../src/targets/bigip/icontrol/lookup.ts';
import type { Client } from '../../../src/targets/bigip/icontrol/client.ts';
import { DeviceError } from '../../../src/targets/bigip/icontrol/errors.ts';

const link = (uri: string) => ({ link: `https://localhost/mgmt/tm/${uri}?ver=17.1.2` });

const COLLECTIONS: Readonly<Record<string, readonly unknown[]>> = {
  'ltm/profile': ['http', 'request-log'].map((type) => ({ reference: link(`ltm/profile/${type}`) })),
  'ltm/profile/request-log': [{ fullPath: '/Common/request-log' }],
  'cm/device': [{ selfDevice: 'true', version: '17.1.2', hostname: 'bigip1.example.com' }],
  'apm/profile': [{ reference: link('apm/profile/access') }],
  'apm/profile/access': [{ fullPath: '/Common/my-access' }],
  'security/bot-defense/profile': [{ fullPath: '/Common/bots' }],
};

/** A device with these modules; a collection that it lacks is a 404. */
function device(...modules: string[]): { client: Client; asked: string[] } {
  const asked: string[] = [];
  const provisioned = modules.map((name) => ({ name, level: 'nominal' }));
  const request: Client['request'] = (method, path) => {
    const collection = /^\/mgmt\/tm\/([^?]+)/.exec(path)?.[1] ?? '';
    asked.push(collection);
    const items = collection === 'sys/provision' ? provisioned : COLLECTIONS[collection];
    const contentType = 'application/json';
    return items
      ? Promise.resolve({
          status: 200,
          body: { kind: `tm:${collection.replaceAll('/', ':')}:collectionstate`, items },
          headers: {},
        })
      : Promise.reject(new DeviceError(`${method} ${path}`, { status: 404, body: {}, contentType }));
  };
  const unused = (): never => {
    throw new Error('not to be called');
  };
  return { client: { request, authorize: unused, pause: unused, settle: unused, close: unused }, asked };
}

async function missing(client: Client, ...profiles: string[]): Promise<string[]> {
  const virtual = { kind: 'ltm/virtual', path: '/Common/web', fields: { profiles } };
  const dangling = await findDangling(client, new Map([['ltm/virtual:/Common/web', virtual]]), new Map());
  return dangling.map(({ path }) => path);
}

it('an access and a bot defence profile are found where their module is provisioned', async () => {
  const { client, asked } = device('apm', 'asm');
  expect(await missing(client, '/Common/my-access', '/Common/bots', '/Common/request-log')).toEqual([]);
  expect(asked.filter((one) => one === 'ltm/profile')).toHaveLength(1);
});

it('without the module they are missing, and it is not asked for them', async () => {
  const { client, asked } = device();
  expect(await missing(client, '/Common/my-access')).toEqual(['/Common/my-access']);
  expect(asked.filter((one) => /^(apm|security)/.test(one))).toEqual([]);
});

it('what is known to every BIG-IP is not asked', async () => {
  const { client, asked } = device();
  expect(await missing(client, '/Common/http', '/Common/clientssl')).toEqual([]);
  expect(asked).toEqual([]);
});
