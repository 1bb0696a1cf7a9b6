import { describe, expect, it } from 'vitest';
import { running, TM } from './running.ts';

// What a device refuses, in its own words (captured, unless inferred.ts says otherwise).

describe('names and addresses', () => {
  const { client } = running();

  it('a missing object, of each sort', async () => {
    expect(await client().refused('GET', `${TM}/ltm/pool/~P~x`)).toBe(
      '404 01020036:3: The requested Pool (/P/x) was not found.',
    );
    expect(await client().refused('DELETE', `${TM}/ltm/virtual/x`)).toBe(
      '404 01020036:3: The requested Virtual Server (/Common/x) was not found.',
    );
    await client().post(`${TM}/ltm/pool`, { name: 'p' });
    const member = `${TM}/ltm/pool/p/members/~Common~1.1.1.1:80`;
    expect(await client().refused('GET', member)).toBe('404 Object not found - /Common/1.1.1.1:80');
    expect(await client().refused('DELETE', member)).toBe(
      '404 01020036:3: The requested Pool Member (/Common/p /Common/1.1.1.1 80) was not found.',
    );
    expect(await client().refused('POST', `${TM}/ltm/pool/wrong/members`, { name: '1.1.1.1:80' })).toBe(
      '404 01020036:3: The requested pool (/Common/wrong) was not found.',
    );
    expect(await client().refused('GET', `${TM}/ltm/monitor/https/tcp`)).toBe(
      '404 Object not found - /Common/tcp',
    );
  });

  it('a name twice, an address twice, a bad name, none at all', async () => {
    await client().post(`${TM}/ltm/node`, { name: 'n', address: '10.0.0.1' });
    expect(await client().refused('POST', `${TM}/ltm/node`, { name: 'n', address: '10.0.0.2' })).toBe(
      '409 01020066:3: The requested Node (/Common/n) already exists in partition Common.',
    );
    expect(await client().refused('POST', `${TM}/ltm/node`, { name: 'm', address: '10.0.0.1%0' })).toBe(
      '400 0107176c:3: Invalid Node, the IP address 10.0.0.1 already exists.',
    );
    await client().post(`${TM}/ltm/pool`, { name: 'twins' });
    expect(await client().refused('POST', `${TM}/ltm/pool/twins/members`, { name: '10.0.0.1:80' })).toBe(
      '400 0107003a:3: Pool member node (/Common/10.0.0.1) and existing node (/Common/n) cannot use the same IP Address (10.0.0.1).',
    );
    expect(await client().refused('POST', `${TM}/ltm/pool`, { name: '1st' })).toBe(
      '400 01070088:3: The requested object name (/Common/1st) is invalid.',
    );
    expect(await client().refused('POST', `${TM}/ltm/pool`, { description: 'x' })).toBe(
      '403 Operation is not supported on component /ltm/pool.',
    );
  });

  it('a missing partition', async () => {
    expect(await client().refused('POST', `${TM}/ltm/pool`, { name: 'p', partition: 'none' })).toBe(
      '400 The requested folder (/none) was not found.',
    );
    expect(
      await client().refused('POST', `${TM}/ltm/pool/p/members`, { name: '/wrong/10.200.1.137:http' }),
    ).toBe(
      "400 01070734:3: Configuration error: Can't associate Pool Member (/Common/p /wrong/10.200.1.137 http) folder does not exist",
    );
  });
});

describe('bodies', () => {
  const { client } = running();

  it('that are not JSON, hold nothing, or what is not known', async () => {
    await client().post(`${TM}/ltm/pool`, { name: 'p' });
    const broken = await client().call('POST', `${TM}/ltm/pool`, '{"name":');
    expect(broken.json()).toEqual({
      code: 400,
      message: 'Found invalid JSON body in the request.',
      errorStack: [],
      apiError: 1,
    });
    expect(broken.headers.connection).toBe('close');
    for (const body of [
      {},
      { generation: 5 },
      { kind: 'x', selfLink: 'y', membersReference: { link: 'z' } },
    ]) {
      expect(await client().refused('PATCH', `${TM}/ltm/pool/p`, body)).toBe(
        '400 one or more properties must be specified',
      );
    }
    expect(await client().refused('PATCH', `${TM}/ltm/pool/absent`, {})).toBe(
      '400 one or more properties must be specified',
    );
    expect(await client().refused('PATCH', `${TM}/ltm/pool/p`, { nonsense: 1 })).toBe(
      '400 "nonsense" unknown property',
    );
    expect(await client().refused('PATCH', `${TM}/ltm/pool/p`, { description: '<script>' })).toBe(
      '400 HTML Tag-like Content in the Request URL/Body',
    );
    expect(
      (await client().call('POST', `${TM}/ltm/pool`, 'name=p', { 'Content-Type': 'text/plain' })).status,
    ).toBe(415);
  });

  it('error envelopes have four keys, or those of restjavad', async () => {
    const icrd = await client().call('GET', `${TM}/ltm/pool/none`);
    expect(Object.keys(icrd.json())).toEqual(['code', 'message', 'errorStack', 'apiError']);
    const rest = await client().call('GET', `${TM}/ltm/nonsense`);
    expect(Object.keys(rest.json())).toEqual(['code', 'message', 'referer', 'restOperationId', 'kind']);
    expect(rest.json()).toMatchObject({
      code: 404,
      message: 'Public URI path not registered: /tm/ltm/nonsense',
    });
  });
});

describe('references', () => {
  const { client } = running();

  it('to what is not there', async () => {
    const virtual = { name: 'v', destination: '10.0.0.1:80', ipProtocol: 'tcp', profiles: ['tcp'] };
    const post = (more: object) => client().refused('POST', `${TM}/ltm/virtual`, { ...virtual, ...more });
    expect(await post({ pool: 'x' })).toBe('404 01020036:3: The requested pool (/Common/x) was not found.');
    expect(await post({ profiles: ['x'] })).toBe(
      '404 01020036:3: The requested profile (/Common/x) was not found.',
    );
    expect(await post({ vlans: ['x'], vlansEnabled: true })).toBe(
      '400 01070335:3: Virtual Server /Common/v refers to nonexistent Vlan /Common/x',
    );
    expect(await post({ sourceAddressTranslation: { type: 'snat', pool: '/Common/x' } })).toBe(
      "400 0107163f:3: Pool (/Common/x) of type (snatpool) doesn't exist.",
    );
    expect(
      await client().refused('POST', `${TM}/ltm/profile/client-ssl`, { name: 'c', key: '/Common/x.key' }),
    ).toBe('400 01070277:3: The requested key (/Common/x.key) was not found.');
    // All or nothing: the address made for the refused virtual server is not there either.
    expect((await client().get(`${TM}/ltm/virtual-address`)).items).toBeUndefined();
  });

  it('across partitions, except into /Common', async () => {
    for (const name of ['A', 'B']) await client().post(`${TM}/auth/partition`, { name });
    await client().post(`${TM}/ltm/rule`, { name: 'r', partition: 'A', apiAnonymous: '' });
    const virtual = { name: 'v', partition: 'B', destination: '10.9.0.1:80', rules: ['/A/r'] };
    expect(await client().refused('POST', `${TM}/ltm/virtual`, virtual)).toBe(
      '400 01070726:3: A virtual server may only reference rules in the same partition or the common partition (/B/v:/A/r)',
    );
    expect(await client().refused('DELETE', `${TM}/auth/partition/A`)).toContain(
      '0107082a:3: You must remove all objects from a partition',
    );
    await client().call('DELETE', `${TM}/ltm/rule/~A~r`);
    expect((await client().call('DELETE', `${TM}/auth/partition/A`)).status).toBe(200);
    expect((await client().call('GET', `${TM}/sys/folder/~A`)).status).toBe(404);
  });

  it('keep what they name from being deleted', async () => {
    await client().post(`${TM}/ltm/pool`, {
      name: 'pool',
      monitor: 'http',
      members: [{ name: 'web:80', address: '10.1.0.1' }],
    });
    await client().post(`${TM}/ltm/monitor/http`, { name: 'mon' });
    await client().patch(`${TM}/ltm/pool/pool`, { monitor: 'mon' });
    await client().post(`${TM}/ltm/snatpool`, { name: 'snat', members: ['10.1.0.9'] });
    await client().post(`${TM}/net/vlan`, { name: 'vlan' });
    await client().post(`${TM}/net/self`, { name: 'self', address: '10.3.0.1/24', vlan: 'vlan' });
    await client().post(`${TM}/ltm/virtual`, {
      name: 'vs',
      destination: '10.2.0.1:80',
      pool: 'pool',
      sourceAddressTranslation: { type: 'snat', pool: 'snat' },
    });
    const gone = (path: string) => client().refused('DELETE', `${TM}/${path}`);
    expect(await gone('ltm/pool/pool')).toBe(
      '400 01070265:3: The Pool (/Common/pool) cannot be deleted because it is in use by a Virtual Server (/Common/vs).',
    );
    expect(await gone('ltm/node/web')).toBe(
      "400 01070110:3: Node address '/Common/web' is referenced by a member of pool '/Common/pool'.",
    );
    expect(await gone('ltm/monitor/http/mon')).toBe('400 01070083:3: Monitor /Common/mon is in use.');
    expect(await gone('ltm/snatpool/snat')).toBe(
      '400 01070320:3: Snatpool /Common/snat is still referenced by a virtual server.',
    );
    expect(await gone('net/vlan/vlan')).toBe(
      '400 01070265:3: The VLAN (/Common/vlan) cannot be deleted because it is in use by a self IP (/Common/self).',
    );
    expect((await client().call('DELETE', `${TM}/ltm/profile/http/http`)).status).toBe(400);
    expect((await client().call('DELETE', `${TM}/ltm/rule/_sys_https_redirect`)).status).toBe(400);
  });
});

describe('a virtual server', () => {
  const { client } = running();
  const post = (more: object) =>
    client().refused('POST', `${TM}/ltm/virtual`, {
      name: 'x',
      destination: '10.0.0.9:80',
      ipProtocol: 'tcp',
      profiles: ['tcp'],
      ...more,
    });

  it('must not share its listener', async () => {
    await client().post(`${TM}/ltm/virtual`, {
      name: 'a',
      destination: '10.0.0.1:80',
      ipProtocol: 'tcp',
      profiles: ['tcp'],
    });
    expect(await post({ destination: '10.0.0.1:http' })).toBe(
      '400 01070333:3: Virtual Server /Common/x illegally shares destination address, source address, service port, ip-protocol, and vlan with Virtual Server /Common/a.',
    );
    const other = await client().post(`${TM}/ltm/virtual`, {
      name: 'b',
      destination: '10.0.0.1:80',
      source: '10.5.0.0/16',
      ipProtocol: 'tcp',
      profiles: ['tcp'],
    });
    expect(other.source).toBe('10.5.0.0/16');
  });

  it('needs fitting profiles', async () => {
    expect(await post({ profiles: ['websocket', 'tcp'] })).toContain(
      '01070734:3: Configuration error: Required profile profile_http not present',
    );
    expect(await post({ profiles: ['http', 'fastL4'] })).toContain('Required profile profile_tcp');
    await client().post(`${TM}/ltm/profile/tcp`, { name: 'tcp2' });
    expect(await post({ profiles: ['tcp', 'tcp2'] })).toContain('01070097:3:');
    expect(await post({ persist: 'cookie' })).toContain(
      'Cookie persistence requires an HTTP or FastHTTP profile',
    );
    await client().post(`${TM}/ltm/rule`, {
      name: 'ws',
      apiAnonymous: 'when HTTP_REQUEST { HTTP::disable }',
    });
    expect(await post({ rules: ['ws'] })).toBe(
      '400 01071912:3: HTTP_REQUEST event in rule (/Common/ws) requires an associated HTTP or FASTHTTP profile on the virtual-server (/Common/x).',
    );
  });

  it('has one transport for each side, and nothing beside a fast one', async () => {
    const both = (name: string) =>
      ['clientside', 'serverside'].map((context) => ({ name: `/Common/${name}`, context }));
    const missing = (side: string) => {
      const wanted = `UDP Profile (${side}), TCP Profile (${side}), SCTP Profile (${side})`;
      return `400 01070734:3: Configuration error: Less than the required minimum number of profiles found on /Common/x: Exactly 1 of (${wanted})`;
    };
    expect(await post({ profiles: both('tcp').slice(0, 1) })).toBe(missing('serverside'));
    // The second one takes the place of the first.
    expect(await post({ profiles: both('tcp') })).toBe(missing('clientside'));
    expect(await post({ ipProtocol: 'udp', profiles: both('udp') })).toBe(missing('clientside'));
    for (const profiles of [
      ['tcp', 'fasthttp'],
      ['fastL4', 'tcp'],
    ])
      expect(await post({ profiles })).toBe(
        '400 01070734:3: Configuration error: Found disallowed profile on /Common/x: Not Any Of (FastL4 Profile, FastHTTP Profile)',
      );
    const stranger =
      '400 01070096:3: Virtual server /Common/x lists profiles incompatible with its protocol.';
    expect(await post({ ipProtocol: 'udp', profiles: ['tcp', 'http'] })).toBe(stranger);
    expect(await post({ ipProtocol: 'any' })).toBe(stranger);
    expect(await post({ profiles: ['udp'] })).toBe(stranger);
    expect(await post({ profiles: ['tcp', 'http', 'cookie'] })).toBe(
      '400 01070161:3: A persistence profile must be set via the virtual server persist attribute.',
    );
    await client().post(`${TM}/ltm/virtual`, {
      name: 'split',
      destination: '10.0.0.8:80',
      profiles: ['tcp'],
    });
    const replaced = { profiles: [{ ...both('tcp')[0] }, { ...both('tcp-legacy')[1] }] };
    expect(await client().patch(`${TM}/ltm/virtual/split`, replaced)).toHaveProperty('ipProtocol', 'tcp');
    expect(await client().refused('DELETE', `${TM}/ltm/virtual/split/profiles/~Common~tcp`)).toBe(
      missing('clientside').replace('/x:', '/split:'),
    );
  });

  it('keeps its rules fitting when the rule or the profiles change', async () => {
    await client().post(`${TM}/ltm/rule`, { name: 'later', apiAnonymous: '' });
    await client().post(`${TM}/ltm/virtual`, {
      name: 'v',
      destination: '10.0.0.2:80',
      ipProtocol: 'tcp',
      profiles: ['tcp'],
      rules: ['later'],
    });
    expect(
      await client().refused('PATCH', `${TM}/ltm/rule/later`, { apiAnonymous: 'when HTTP_REQUEST { }' }),
    ).toContain('01071912:3:');
    expect(await client().get(`${TM}/ltm/rule/later`)).toHaveProperty('apiAnonymous', '');
    await client().post(`${TM}/ltm/virtual/v/profiles`, { name: 'http' });
    await client().patch(`${TM}/ltm/rule/later`, { apiAnonymous: 'when HTTP_REQUEST { }' });
    expect(await client().refused('DELETE', `${TM}/ltm/virtual/v/profiles/~Common~http`)).toContain(
      '01071912:3:',
    );
    expect((await client().call('GET', `${TM}/ltm/virtual/v/profiles/~Common~http`)).status).toBe(200);
  });
});

describe('the network', () => {
  const { client } = running();

  it('refuses what does not fit', async () => {
    await client().post(`${TM}/net/vlan`, { name: 'a', interfaces: [{ name: '1.1', untagged: true }] });
    expect(
      (
        await client().call('POST', `${TM}/net/vlan`, {
          name: 'b',
          interfaces: [{ name: '1.1', untagged: true }],
        })
      ).status,
    ).toBe(400);
    expect(
      await client().refused('POST', `${TM}/net/vlan`, { name: 'b', interfaces: [{ name: '9.9' }] }),
    ).toBe('400 01070256:3: Requested VLAN member (9.9) is not valid');
    expect(
      await client().refused('POST', `${TM}/net/vlan`, {
        name: 'b',
        interfaces: [{ name: '1.2', tagged: true, untagged: true }],
      }),
    ).toContain('may not be specified with');
    await client().post(`${TM}/net/vlan`, { name: 'c' });
    expect(
      (await client().call('POST', `${TM}/net/self`, { name: 's', address: '10.0.0.1', vlan: 'a' })).status,
    ).toBe(400);
    await client().post(`${TM}/net/self`, { name: 's', address: '10.0.0.1/24', vlan: 'a' });
    expect(
      (await client().call('POST', `${TM}/net/self`, { name: 't', address: '10.0.0.2/24', vlan: 'c' }))
        .status,
    ).toBe(400);
    expect((await client().call('PATCH', `${TM}/net/self/s`, { address: '10.0.0.3/24' })).status).toBe(400);
    expect((await client().call('POST', `${TM}/net/interface`, { name: '1.9' })).status).toBe(403);
  });

  it('keeps gateways reachable', async () => {
    expect(
      await client().refused('POST', `${TM}/net/route`, {
        name: 'far',
        network: 'default',
        gw: '172.16.0.1',
      }),
    ).toBe('400 01070330:3: Static route gateway 172.16.0.1 is not directly connected via an interface.');
    await client().post(`${TM}/net/route`, { name: 'near', network: '0.0.0.0/0', gw: '10.0.0.254' });
    expect(await client().get(`${TM}/net/route/near`)).toHaveProperty('network', 'default');
    expect(await client().refused('DELETE', `${TM}/net/self/s`)).toBe(
      '400 01070604:3: Cannot delete IP 10.0.0.1 because it would leave a route unreachable.',
    );
  });

  it('takes one static route to a network, and none to that of a self IP', async () => {
    const route = (body: object) => client().refused('POST', `${TM}/net/route`, { name: 'x', ...body });
    const taken =
      '400 01070734:3: Configuration error: invalid Static Route, the dest/netmask pair 0.0.0.0/0.0.0.0 already exists for /Common/near.';
    expect(await route({ network: 'default', gw: '10.0.0.253' })).toBe(taken);
    expect(await route({ network: '0.0.0.0/0', blackhole: true })).toBe(taken);
    const implied = '400 01070666:3: Static route duplicates Self IP 10.0.0.0 / 255.255.255.0 implied route.';
    expect(await route({ network: '10.0.0.0/24', gw: '10.0.0.9' })).toBe(implied);
    expect(await route({ network: '10.0.0.7/255.255.255.0', blackhole: true })).toBe(implied);
    // A part of the network, another route domain and the other family are other networks.
    for (const network of ['10.0.0.0/25', '10.0.0.0%7/24', 'default-inet6'])
      await client().post(`${TM}/net/route`, {
        name: `r${network.replace(/\W/g, '')}`,
        network,
        blackhole: true,
      });
    const late = { name: 'late', address: '10.0.0.3/25', vlan: 'a' };
    expect(await client().refused('POST', `${TM}/net/self`, late)).toBe(
      '400 01070666:3: Static route duplicates Self IP 10.0.0.0 / 255.255.255.128 implied route.',
    );
    const six = { name: 'six', address: '2001:db8::5/32', vlan: 'a' };
    await client().post(`${TM}/net/self`, six);
    expect(await route({ network: '2001:db8::/32', blackhole: true })).toContain(
      'Self IP 2001:db8:: / ffff:ffff:: implied route.',
    );
  });
});
