import { count, type Field, escapedText, path, secret, text, word } from '../field.ts';
import { fresh, harmless, refusing } from '../impact.ts';
import { defineResource, type Resource } from '../resource.ts';

// What asks differently may find members down that were up.

const timing = {
  interval: count('interval', fresh),
  timeout: count('timeout', fresh),
  upInterval: count('upInterval', { ...fresh, defaultValue: 0 }),
  timeUntilUp: count('timeUntilUp', { ...fresh, defaultValue: 0 }),
  manualResume: word('manualResume', { ...fresh, defaultValue: 'disabled' }),
  transparent: word('transparent', { ...refusing, defaultValue: 'disabled' }),
  // The device refuses to go between a star and an address while the monitor is in use (device-facts: immutable).
  destination: word('destination', { ...refusing, defaultValue: '*:*', immutable: true }),
  description: text('description', harmless),
};

/** icmp has no port (device-facts: icmp-destination). */
const addressAlone: Field = { ...timing.destination, defaultValue: '*' };

const dialogue = {
  send: escapedText('send', refusing),
  recv: escapedText('recv', refusing),
  recvDisable: escapedText('recvDisable', refusing),
  reverse: word('reverse', { ...refusing, defaultValue: 'disabled' }),
};

/** The device sends a plain GET unless told otherwise. */
const request = { ...dialogue, send: escapedText('send', { ...refusing, defaultValue: 'GET /\\r\\n' }) };

const login = { username: text('username', refusing), password: secret('password', refusing) };

function monitor(
  type: string,
  label: string,
  builtIn: readonly string[],
  fields: Readonly<Record<string, Field>>,
  rare = false,
): Resource {
  const kind = `ltm/monitor/${type}`;
  return defineResource({
    kind,
    label,
    purpose: 'Asks members whether they work, so that clients are sent to those that do.',
    builtIn,
    rare,
    after: ['auth/partition', 'sys/folder'],
    // Dropping the last reference and deleting the monitor in one transaction is refused as "in use".
    deletedSeparately: true,
    // A name is unique across the types.
    claims: (object) => [`monitor ${object.path}`],
    fields: { defaultsFrom: path('defaultsFrom', [kind], { ...refusing, immutable: true }), ...fields },
  });
}

export const ltmMonitors = [
  monitor('http', 'HTTP monitor', ['http', 'http_head_f5'], { ...timing, ...request, ...login }),
  monitor('https', 'HTTPS monitor', ['https', 'https_443', 'https_head_f5'], {
    ...timing,
    ...request,
    ...login,
  }),
  monitor('tcp', 'TCP monitor', ['tcp'], { ...timing, ...dialogue }),
  monitor('tcp-half-open', 'TCP half-open monitor', ['tcp_half_open'], timing, true),
  monitor('gateway-icmp', 'gateway ICMP monitor', ['gateway_icmp'], timing),
  monitor('icmp', 'ICMP monitor', ['icmp'], { ...timing, destination: addressAlone }, true),
];
