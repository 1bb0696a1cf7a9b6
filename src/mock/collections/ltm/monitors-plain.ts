import { notFound } from '../../wire/errors.ts';
import type { KindDefinition, Properties } from '../../objects/kind.ts';
import { refersTo } from '../../objects/references.ts';
import { enabled, number, quoted, rawText, text, word, yesNo } from '../../objects/values.ts';
import { ADAPTIVE, conversation, destination, monitor, ownText, parentOf, seconds } from './monitor.ts';
import { secret } from '../parts/secret.ts';
import { userDefined } from './monitor-variables.ts';

// Monitors that run as programs of their own, and those that only look or listen. Captured on 14.1.2.1, some also
// on 13.0.0, 14.1.0.3, 15.1.0.1 and 16.0.0.

interface Program {
  /** Keys before `defaultsFrom` (count, database, debug …). */
  readonly before?: Properties;
  /** Keys between `interval` and `timeUntilUp`, where the alphabet puts them. */
  readonly between?: Properties;
  readonly filename?: Properties;
  readonly interval: number;
  readonly timeout: number;
  readonly isLinked?: boolean;
  readonly hasUser?: boolean;
}

function program(type: string, name: string, shape: Program): KindDefinition {
  const { before = {}, between = {}, filename = {}, interval, timeout } = shape;
  const { isLinked = false, hasUser = true } = shape;
  return monitor({
    type,
    properties: {
      appService: ownText(),
      ...before,
      debug: yesNo('no'),
      defaultsFrom: parentOf(type, isLinked),
      description: ownText(),
      destination: destination('*:*'),
      ...filename,
      interval: seconds(interval),
      ...between,
      timeUntilUp: number(0),
      timeout: seconds(timeout),
      upInterval: number(0),
      ...(hasUser ? { username: text() } : {}),
    },
    builtIns: [{ name }],
  });
}

const manualResume = enabled('disabled');

/** The data bases: a question, and where in its answer to look. */
const database = (type: string, name: string, initial?: string) =>
  program(type, name, {
    before: { count: quoted('0'), database: initial === undefined ? text() : rawText(initial) },
    between: {
      manualResume,
      password: secret,
      recv: conversation(),
      recvColumn: text(),
      recvRow: text(),
      send: conversation(),
    },
    interval: 30,
    timeout: 91,
  });

const ldap = program('ldap', 'ldap', {
  before: { base: text(), chaseReferrals: yesNo('yes') },
  filename: { filter: text() },
  between: {
    mandatoryAttributes: word(['yes', 'no']),
    manualResume,
    password: secret,
    security: word(['none', 'ssl', 'tls']),
  },
  interval: 10,
  timeout: 31,
});

const external = monitor({
  type: 'external',
  properties: {
    appService: ownText(),
    args: text(),
    defaultsFrom: parentOf('external'),
    description: ownText(),
    destination: destination('*:*'),
    interval: seconds(5),
    manualResume,
    run: refersTo('sys/file/external-monitor', {
      missing: (path) => notFound('external monitor file', path),
      weak: true,
    }),
    timeUntilUp: number(0),
    timeout: seconds(16),
    upInterval: number(0),
    apiRawValues: userDefined,
  },
  builtIns: [{ name: 'external' }],
});

const tcpHalfOpen = monitor({
  type: 'tcp-half-open',
  properties: {
    appService: ownText(),
    defaultsFrom: parentOf('tcp-half-open'),
    description: ownText(),
    destination: destination('*:*'),
    interval: seconds(5),
    manualResume,
    timeUntilUp: number(0),
    timeout: seconds(16),
    transparent: enabled('disabled'),
    upInterval: number(0),
  },
  builtIns: [{ name: 'tcp_half_open' }],
});

const inband = monitor({
  type: 'inband',
  properties: {
    defaultsFrom: parentOf('inband'),
    description: ownText(),
    failureInterval: number(30),
    failures: number(3),
    responseTime: number(10),
    retryTime: number(300),
  },
  builtIns: [{ name: 'inband' }],
});

const dns: KindDefinition = {
  ...monitor({
    type: 'dns',
    properties: {
      acceptRcode: word(['no-error', 'anything'], 'no-error'),
      ...ADAPTIVE,
      answerContains: word(['query-type', 'any-type', 'anything'], 'query-type'),
      appService: ownText(),
      defaultsFrom: parentOf('dns'),
      description: ownText(),
      destination: destination('*:*'),
      interval: seconds(5),
      manualResume,
      qname: text(),
      qtype: word(['a', 'aaaa'], 'a'),
      recv: conversation(),
      reverse: enabled('disabled'),
      timeUntilUp: number(0),
      timeout: seconds(16),
      transparent: enabled('disabled'),
      upInterval: number(0),
    },
    builtIns: [{ name: 'dns' }],
  }),
  required: ['qname'],
};

export const plainMonitors: readonly KindDefinition[] = [
  external,
  tcpHalfOpen,
  inband,
  dns,
  program('ftp', 'ftp', {
    filename: { filename: text() },
    between: { manualResume, mode: word(['passive', 'port'], 'passive'), password: secret },
    interval: 10,
    timeout: 31,
  }),
  ldap,
  database('mssql', 'mssql'),
  database('mysql', 'mysql'),
  database('oracle', 'oracle', '%node_ip%:%node_port%:'),
  database('postgresql', 'postgresql'),
  program('smtp', 'smtp', {
    filename: { domain: text() },
    between: { manualResume },
    interval: 5,
    timeout: 16,
    isLinked: true,
    hasUser: false,
  }),
];
