import { formatService, parseAddress, parsePort, parseService, printed } from '../../wire/address.ts';
import { configurationError, mcpd } from '../../wire/errors.ts';
import { inferredCode, inferredText } from '../../inferred.ts';
import { scalarText } from '../../wire/json.ts';
import type { BuiltIn, Draft, KindDefinition, Properties, Property, Work } from '../../objects/kind.ts';
import { refersTo } from '../../objects/references.ts';
import { custom, enabled, invalid, number, text, word } from '../../objects/values.ts';

// What the monitors share. One factory for all types; names are unique over all of them (device-facts: monitor-names).

export const ADAPTIVE: Properties = {
  adaptive: enabled('disabled'),
  adaptiveDivergenceType: word(['relative', 'absolute'], 'relative'),
  adaptiveDivergenceValue: number(25),
  adaptiveLimit: number(200),
  adaptiveSamplingTimespan: number(300),
};

/** `*:*`, `*:443`, `1.1.1.1:389`; any port reads `*`; `*.*` stays so (Terraform's acceptance tests). */
export const destination = (initial: string) =>
  custom((value, context) => {
    const input = scalarText(value) ?? '';
    const text = input.includes('/') ? input.slice(input.lastIndexOf('/') + 1) : input;
    const [, separator = '', wild] = /^\*([:.])(.+)$/.exec(text) ?? [];
    if (wild !== undefined) {
      const port = parsePort(wild);
      if (port === undefined) throw invalid(context.property, value);
      return `*${separator}${port === 0 ? '*' : port}`;
    }
    if (text === '*') return '*';
    const bare = parseAddress(text);
    if (bare) return bare.ip;
    const service = parseService(text.replace(/[:.]\*$/, (end) => `${end[0] ?? ':'}0`));
    const address = service && parseAddress(service.host);
    if (!address) throw invalid(context.property, value);
    const host = printed(address, 0);
    return service.port === 0 ? formatService(host, 0).replace(/0$/, '*') : formatService(host, service.port);
  }, initial);

/** Line ends are stored escaped, typed so or sent as the real characters (device-facts: line-ends). */
export const conversation = (initial?: string): Property =>
  custom((value, context) => {
    const input = scalarText(value);
    if (input === undefined) throw invalid(context.property, value);
    if (input === '' || input === 'none') return undefined;
    return input.replaceAll('\r', String.raw`\r`).replaceAll('\n', String.raw`\n`);
  }, initial);

export const seconds = (initial: number) => number(initial, { min: 1, max: 86400 });
export const ownText = () => text(undefined, { ownOnly: true });

/** Terraform sends this key of https monitors with every monitor; its acceptance tests run against devices. */
const IGNORED = ['compatibility'];

interface Shape {
  readonly type: string;
  readonly properties: Properties;
  readonly builtIns: readonly BuiltIn[];
  readonly since?: string;
}

/** Of smtp with a link from 14.0 on (14.1.0.3; AS3), of all others the name alone. */
export const parentOf = (type: string, link = false) =>
  refersTo('monitor', {
    link,
    fixed: true,
    ownOnly: true,
    missing: (target) => mcpd('01070022', `The monitor template ${target} was not found (${type}).`),
  });

export function monitor({ type, properties, builtIns, since }: Shape): KindDefinition {
  return {
    path: `ltm/monitor/${type}`,
    word: 'monitor',
    family: 'monitor',
    noGeneration: true,
    ignores: IGNORED,
    inherits: builtIns[0]?.name ?? type,
    builtIns,
    ...(since === undefined ? {} : { since }),
    heldByTransaction: (path) => mcpd(inferredCode.monitorInUse, inferredText.monitorInUse(path)),
    properties,
    hooks: {
      prepare,
      deleting: (entry, { store }) => {
        const user = store.users('monitor', entry.key).at(0);
        if (user) throw mcpd(inferredCode.monitorInUse, inferredText.monitorInUse(entry.key));
      },
    },
  };
}

function prepare({ props, name, before }: Draft, { tmos }: Work): void {
  if (props.defaultsFrom === name.fullPath && !before)
    throw configurationError('A monitor may not default from itself');
  if (tmos.atLeast('13.0')) shortenInterval(props);
}

/** An interval that is not below the timeout is shortened, without a word (device-facts: monitor-interval). */
function shortenInterval(props: Draft['props']): void {
  const { interval, timeout } = props;
  if (typeof interval !== 'number' || typeof timeout !== 'number') return;
  if (interval >= timeout && timeout > 1) props.interval = timeout - 1;
}
