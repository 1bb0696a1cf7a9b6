import type { KindDefinition, Properties } from '../kind.ts';
import { enabled, number, quoted, rawText, text, word, yesNo } from '../values.ts';
import { conversation, destination, monitor, parentOf, password } from './monitor.ts';

// Monitors that log in somewhere. Keys and defaults as recorded on 14.1.2.1; which texts there are beside them
// is in the tmsh reference.

const probe = (type: string, interval: number, before: Properties, after: Properties = {}): Properties => ({
  ...before,
  debug: yesNo('no'),
  defaultsFrom: parentOf(type),
  description: text(undefined, { ownOnly: true }),
  destination: destination('*:*'),
  ...after,
  interval: number(interval, { min: 1, max: 86400 }),
  manualResume: enabled('disabled'),
  timeUntilUp: number(0),
  timeout: number(interval * 3 + 1, { min: 1, max: 86400 }),
  upInterval: number(0),
});

const login: Properties = { password, username: text() };

const database = (type: string): KindDefinition =>
  monitor({
    type,
    properties: {
      ...probe(
        type,
        30,
        { count: quoted('0'), database: text() },
        { recv: conversation(), send: conversation() },
      ),
      ...login,
      recvColumn: text(),
      recvRow: text(),
    },
    builtIns: [{ name: type }],
  });

export const applicationMonitors: readonly KindDefinition[] = [
  monitor({
    type: 'ftp',
    properties: {
      ...probe('ftp', 10, {}, { filename: text(), mode: word(['passive', 'port'], 'passive') }),
      ...login,
    },
    builtIns: [{ name: 'ftp' }],
  }),
  monitor({
    type: 'ldap',
    properties: {
      ...probe('ldap', 10, { base: text(), chaseReferrals: yesNo('yes') }, { filter: text() }),
      ...login,
      mandatoryAttributes: yesNo(),
      security: rawText(),
    },
    builtIns: [{ name: 'ldap' }],
  }),
  database('mssql'),
  database('mysql'),
  database('postgresql'),
  monitor({
    type: 'smtp',
    properties: probe('smtp', 5, {}, { domain: text() }),
    builtIns: [{ name: 'smtp' }],
  }),
];
