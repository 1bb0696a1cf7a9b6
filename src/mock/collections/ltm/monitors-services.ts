import { scalarText } from '../../wire/json.ts';
import type { KindDefinition, Properties } from '../../objects/kind.ts';
import { byText } from '../../wire/names.ts';
import { refersTo } from '../../objects/references.ts';
import { custom, enabled, invalid, number, rawText, text, word, yesNo } from '../../objects/values.ts';
import { userDefined } from './monitor-variables.ts';
import { conversation, destination, monitor, ownText, parentOf, seconds } from './monitor.ts';
import { secret } from '../parts/secret.ts';

// Monitors of services that a WebSocket deployment hardly has. What they start with is recorded of 14.1.2.1
// (genieparser), of 13.0 and 15.1 (f5-ansible); imap, nntp, radius, rpc, smb, snmp-dca-base and soap are of no
// recording but follow their neighbours [inferred].

const SLOW = { interval: 10, timeout: 31 } as const;
const QUICK = { interval: 5, timeout: 16 } as const;

interface Shape {
  readonly times: { readonly interval: number; readonly timeout: number };
  /** Keys that these monitors have in common and this one has not. */
  readonly without?: readonly string[];
  readonly more?: Properties;
  readonly name?: string;
  readonly since?: string;
  readonly required?: readonly string[];
}

const credentials: Properties = { password: secret, username: text() };

function common(type: string, { interval, timeout }: Shape['times']): Properties {
  return {
    appService: ownText(),
    debug: yesNo('no'),
    defaultsFrom: parentOf(type),
    description: ownText(),
    destination: destination('*:*'),
    interval: seconds(interval),
    manualResume: enabled('disabled'),
    timeUntilUp: number(0),
    timeout: seconds(timeout),
    upInterval: number(0),
  };
}

function plain(type: string, shape: Shape): KindDefinition {
  const { times, without = [], more = {}, name = type.replaceAll('-', '_'), since, required } = shape;
  const all = Object.entries({ ...common(type, times), ...more });
  const properties = all
    .filter(([key]) => !without.includes(key))
    .sort(([one], [other]) => byText(one, other));
  return {
    ...monitor({
      type,
      properties: Object.fromEntries(properties),
      builtIns: [{ name }],
      ...(since === undefined ? {} : { since }),
    }),
    ...(required === undefined ? {} : { required }),
  };
}

const AGENT = 'Mozilla/4.0 (compatible: MSIE 5.0; Windows NT)';
const scored = {
  cpuCoefficient: rawText('1.5'),
  cpuThreshold: rawText('80'),
  diskCoefficient: rawText('2.0'),
  diskThreshold: rawText('90'),
  memoryCoefficient: rawText('1.0'),
  memoryThreshold: rawText('70'),
};
const SNMP = { interval: 10, timeout: 30 } as const;
const bareSnmp = ['debug', 'destination', 'manualResume', 'upInterval'];

/** `auto`, or seconds. */
const autoInterval = custom((value, { property }) => {
  const input = scalarText(value) ?? '';
  if (input !== 'auto' && !/^\d{1,5}$/.test(input)) throw invalid(property, value);
  return input;
}, 'auto');

export const serviceMonitors: readonly KindDefinition[] = [
  plain('diameter', {
    times: SLOW,
    without: ['debug', 'destination'],
    more: {
      acctApplicationId: text(),
      authApplicationId: text(),
      hostIpAddress: text(),
      originHost: text(),
      originRealm: rawText('f5.com'),
      productName: rawText('F5 BIGIP Diameter Health Monitoring'),
      vendorId: rawText('3375'),
      vendorSpecificAcctApplicationId: text(),
      vendorSpecificAuthApplicationId: text(),
      vendorSpecificVendorId: text(),
    },
  }),
  plain('firepass', {
    times: QUICK,
    without: ['debug', 'manualResume'],
    more: {
      cipherlist: rawText('HIGH:!ADH'),
      concurrencyLimit: number(95),
      maxLoadAverage: number(12),
      password: secret,
      username: text('gtmuser'),
    },
  }),
  plain('imap', { times: QUICK, more: { ...credentials, folder: rawText('INBOX') } }),
  plain('module-score', {
    times: SNMP,
    without: ['destination', 'manualResume'],
    required: ['snmpIpAddress'],
    more: {
      pool: refersTo('ltm/pool'),
      snmpCommunity: rawText('public'),
      snmpIpAddress: text(),
      snmpPort: number(161, { max: 65535 }),
      snmpVersion: word(['v1', 'v2c'], 'v2c'),
    },
  }),
  plain('mqtt', {
    times: QUICK,
    since: '13.1',
    more: { ...credentials, mqttClientId: text(), mqttVersion: rawText('3.1.1') },
  }),
  plain('nntp', { times: QUICK, more: { ...credentials, newsgroup: text() } }),
  plain('pop3', { times: QUICK, more: credentials }),
  plain('radius', { times: SLOW, more: { ...credentials, nasIpAddress: text(), secret } }),
  plain('radius-accounting', {
    times: SLOW,
    more: { nasIpAddress: text(), secret, username: text() },
  }),
  plain('real-server', {
    times: QUICK,
    without: ['debug', 'destination', 'manualResume', 'upInterval'],
    more: {
      agent: rawText(AGENT),
      method: word(['GET'], 'GET'),
      metrics: rawText('ServerBandwidth:1.5, CPUPercentUsage, MemoryUsage, TotalClientCount'),
      tmCommand: rawText('GetServerStats'),
    },
  }),
  plain('rpc', {
    times: SLOW,
    more: { mode: word(['tcp', 'udp'], 'tcp'), programNumber: text(), versionNumber: text() },
  }),
  plain('sasp', {
    times: QUICK,
    without: ['debug', 'destination', 'manualResume', 'timeout', 'upInterval'],
    required: ['primaryAddress'],
    more: {
      interval: autoInterval,
      mode: word(['push', 'pull'], 'push'),
      primaryAddress: text(),
      protocol: word(['tcp', 'udp'], 'tcp'),
      secondaryAddress: text(),
      service: rawText('3860'),
    },
  }),
  plain('scripted', { times: SLOW, more: { filename: text() } }),
  plain('sip', {
    times: QUICK,
    more: {
      cert: refersTo('sys/file/ssl-cert'),
      cipherlist: rawText('DEFAULT:+SHA:+3DES:+kEDH'),
      compatibility: enabled('enabled'),
      filter: text(),
      filterNeg: text(),
      headers: text(),
      key: refersTo('sys/file/ssl-key'),
      mode: word(['tcp', 'udp', 'tls', 'sips'], 'udp'),
      request: text(),
    },
  }),
  plain('smb', { times: SLOW, more: { ...credentials, get: text(), server: text(), service: text() } }),
  plain('snmp-dca', {
    times: SNMP,
    without: bareSnmp,
    more: {
      ...scored,
      agentType: word(['UCD', 'WIN2000', 'GENERIC', 'OTHER'], 'UCD'),
      community: rawText('public'),
      version: word(['v1', 'v2c'], 'v1'),
      apiRawValues: userDefined,
    },
  }),
  plain('snmp-dca-base', {
    times: SNMP,
    without: bareSnmp,
    more: { community: rawText('public'), version: word(['v1', 'v2c'], 'v1'), apiRawValues: userDefined },
  }),
  plain('soap', {
    times: QUICK,
    more: {
      ...credentials,
      expectFault: yesNo('no'),
      method: text(),
      namespace: text(),
      parameterName: text(),
      parameterType: word(['bool', 'int', 'long', 'string'], 'bool'),
      parameterValue: text(),
      protocol: word(['http', 'https'], 'http'),
      returnType: word(['bool', 'char', 'double', 'int', 'long', 'short', 'string'], 'bool'),
      returnValue: text(),
      soapAction: text(),
      urlPath: text(),
    },
  }),
  plain('virtual-location', {
    times: QUICK,
    without: ['destination', 'manualResume'],
    required: ['pool'],
    // The pool may be missing: test_monitor.py of the Python SDK names one that is not there.
    more: { pool: rawText() },
  }),
  plain('wap', {
    times: SLOW,
    more: {
      accountingNode: text(),
      accountingPort: text(),
      callId: text(),
      framedAddress: text(),
      recv: conversation(),
      secret,
      send: conversation(),
      serverId: text(),
      sessionId: text(),
    },
  }),
  plain('wmi', {
    times: QUICK,
    without: ['debug', 'manualResume', 'upInterval'],
    more: {
      ...credentials,
      agent: rawText(AGENT),
      destination: destination('*:80'),
      method: word(['POST', 'GET'], 'POST'),
      metrics: rawText('LoadPercentage, DiskUsage, PhysicalMemoryUsage:1.5, VirtualMemoryUsage:2.0'),
      post: rawText('RespFormat=HTML'),
      tmCommand: rawText('GetCPUInfo, GetDiskInfo, GetOSInfo'),
      url: rawText('/scripts/F5Isapi.dll'),
    },
  }),
  {
    ...plain('none', { times: QUICK, without: ['debug', 'manualResume'], name: 'none' }),
    methods: ['GET'],
  },
];
