import { z } from 'zod';
import { formatAddress, parseAddress } from '../../model/address.ts';
import { checked, ltmName, placed, plainText, seconds } from './scalars.ts';
import { handshake, handshakeFields } from './websocket-monitor.ts';

/** The device's spelling of the `address:port` to probe; a dot parts an IPv6 address from the port. */
export function probed(text: string): string | undefined {
  const [, host = '', separator = '', port = ''] = /^(.*)([:.])(\*|[1-9]\d{0,4})$/.exec(text) ?? [];
  if (port !== '*' && !(Number(port) <= 65_535)) return undefined;
  if (host === '*') return text;
  const address = parseAddress(host);
  if (!address || port === '' || separator !== (address.family === 6 ? '.' : ':')) return undefined;
  return `${formatAddress(address)}${separator}${port}`;
}

const timing = {
  interval: seconds().min(1).default(5).describe('Seconds between probes.'),
  timeout: seconds().min(2).default(16).describe('Seconds without an answer after which it is down.'),
  upInterval: seconds().default(0).describe('Seconds between probes while it is up; 0 is the interval.'),
  timeUntilUp: seconds().default(0).describe('Seconds it must answer before it counts as up.'),
  manualResume: z.boolean().default(false).describe('Whether a person must bring it back.'),
  transparent: z.boolean().default(false).describe('Probe through the member instead of the member itself.'),
  destination: checked(
    'address:port',
    (text) => probed(text) !== undefined,
    'not an address and a port',
    'write *:*, *:8080, 10.0.0.1:8080, or 2001:db8::1.8080',
  )
    .default('*:*')
    .describe('The address:port to probe; a star stands for the member’s own.'),
};

const dialogue = {
  send: z.string().max(32_000).describe('What is sent. `\\r\\n` may be written or be real line ends.'),
  receive: z.string().max(32_000).default('').describe('A regular expression the answer must match.'),
  receiveDisable: z
    .string()
    .max(32_000)
    .default('')
    .describe('An answer that matches this disables the member.'),
  reverse: z.boolean().default(false).describe('A match means down.'),
};

const http = {
  ...placed,
  ...timing,
  ...dialogue,
  send: dialogue.send.default('GET /\\r\\n'),
  username: plainText.max(256).default('').describe('For Basic authentication.'),
  password: plainText.max(256).default('').describe('Secret: write ${env:NAME}, never the password itself.'),
};

const httpMonitor = (type: 'http' | 'https') => z.strictObject({ type: z.literal(type), ...http });

/** Read as the HTTP monitor that it is to the device. */
const websocketMonitor = z
  .strictObject({ type: z.literal('websocket'), ...placed, ...timing, ...handshakeFields })
  .transform(({ path, host, origin, subprotocol, tls, ...rest }) => ({
    ...rest,
    ...handshake({ path, host, origin, subprotocol, tls }),
    receiveDisable: '',
    reverse: false,
    username: '',
    password: '',
  }));

const addressAlone = checked(
  'address',
  (text) => text === '*' || parseAddress(text) !== undefined,
  'not an address',
  'write *, or the address to probe; icmp has no port',
)
  .default('*')
  .describe('The address to probe; a star stands for the member’s own.');

const monitor = z
  .discriminatedUnion('type', [
    httpMonitor('http'),
    httpMonitor('https'),
    websocketMonitor,
    z.strictObject({
      type: z.literal('tcp'),
      ...placed,
      ...timing,
      ...dialogue,
      send: dialogue.send.default(''),
    }),
    z.strictObject({ type: z.literal('tcp-half-open'), ...placed, ...timing }),
    z.strictObject({ type: z.literal('gateway-icmp'), ...placed, ...timing }),
    z.strictObject({ type: z.literal('icmp'), ...placed, ...timing, destination: addressAlone }),
  ])
  .superRefine((one, context) => {
    if (one.interval < one.timeout) return;
    context.addIssue({
      code: 'custom',
      path: ['timeout'],
      message: `the timeout (${one.timeout} s) must be longer than the interval (${one.interval} s)`,
      params: {
        hint: `usual is three intervals and a second: ${3 * one.interval + 1}`,
        rule: 'schema/value',
      },
    });
  });

export const monitors = z.record(ltmName('default'), monitor).default({}).describe('Health monitors.');
