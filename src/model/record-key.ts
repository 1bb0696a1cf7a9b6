import { formatNetwork, networkOf, parseAddress, parseNetwork } from './address.ts';

/** A key as the device keeps it; undefined for what cannot be one of this type (device-facts: data-groups). */
export function recordKey(type: string, text: string): string | undefined {
  if (type === 'integer') return /^(0|-?[1-9]\d{0,14})$/.test(text) ? text : undefined;
  return type === 'ip' ? networkKey(text) : text;
}

/** An address alone is a network of one. What lies beside the prefix is refused, as is a route domain. */
function networkKey(text: string): string | undefined {
  if (/[a-z%]/i.test(text.replaceAll(/[a-f]/gi, ''))) return undefined;
  const address = parseAddress(text);
  const network = address ? { ...address, prefix: address.family === 4 ? 32 : 128 } : parseNetwork(text);
  return network && formatNetwork(network) === networkOf(network) ? formatNetwork(network) : undefined;
}
