import { valueOf } from '../message/headers.ts';
import type { PolicyFacts } from './facts.ts';

// Values of policies and profiles may hold commands in brackets. They are not run: these few, which nearly all such
// values are made of, are looked up; any other makes the value unknown.

const hostOf = ({ request }: PolicyFacts) => valueOf(request.headers, 'Host') ?? '';

const COMMANDS: Readonly<Record<string, (facts: PolicyFacts) => string>> = {
  'HTTP::host': hostOf,
  'HTTP::uri': ({ request }) => request.uri,
  'HTTP::path': ({ request }) => request.uri.split('?')[0] ?? '',
  'HTTP::query': ({ request }) => request.uri.split('?').slice(1).join('?'),
  'HTTP::method': ({ request }) => request.method,
  'IP::client_addr': ({ client }) => client.address,
  'IP::remote_addr': ({ client }) => client.address,
  'IP::local_addr': ({ local }) => local.address,
  'TCP::client_port': ({ client }) => String(client.port),
  'TCP::local_port': ({ local }) => String(local.port),
  'getfield [HTTP::host] ":" 1': (facts) => hostOf(facts).split(':')[0] ?? '',
};

/** Undefined: it holds a command that is not known here. */
export function expand(value: string, facts: PolicyFacts): string | undefined {
  const unknown: string[] = [];
  const text = value.replace(/\[((?:[^[\]]|\[[^[\]]*\])*)\]/g, (_all, command: string) => {
    const name = command.trim().replace(/\s+/g, ' ');
    const found = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
    if (!found) unknown.push(name);
    return found?.(facts) ?? '';
  });
  return unknown.length === 0 ? text : undefined;
}
