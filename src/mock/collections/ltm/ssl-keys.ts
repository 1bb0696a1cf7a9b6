import { mcpd } from '../../wire/errors.ts';
import { inferredText } from '../../inferred.ts';
import { isList, type JsonObject, shown } from '../../wire/json.ts';
import type { Property } from '../../objects/kind.ts';
import { refersTo } from '../../objects/references.ts';
import type { Tmos } from '../../tmos.ts';
import { byVersion, noneSince13, texts } from '../../objects/values.ts';

// What the profiles of TLS have in common.

const file = (family: string, initial: string): Property => {
  const what = family === 'sys/file/ssl-key' ? 'key' : 'certificate';
  return refersTo(family, {
    initial: initial === 'none' ? noneSince13 : initial,
    missing: (target) => mcpd('01070277', `The requested ${what} (${target}) was not found.`),
  });
};
export const certFile = (initial = 'none') => file('sys/file/ssl-cert', initial);
export const keyFile = (initial = 'none') => file('sys/file/ssl-key', initial);

/** A reference; `none` at first, and something else from the last versions on. */
export const cipherGroup = () =>
  refersTo('ltm/cipher/group', { initial: byVersion(['13.0', 'none'], ['21.1', '/Common/f5-default']) });

/** Defaults of 17.1, 21.0 and 21.1 as a public parser of F5's stock files has them. */
export const CIPHERS = byVersion(['0', 'DEFAULT'], ['21.1', 'none']);

/** Absent on 16.0.0, there on 16.1.0 and 17.0.0.1. */
export const logPublisher = () =>
  refersTo('sys/log-config/publisher', { initial: '/Common/sys-ssl-publisher', since: '16.1' });

const EMPTY = 'dont-insert-empty-fragments';

/** `no-dtlsv1.2` is on 16.0.0 and not on 14.1.2.1; 15.1 is in between. */
export const TLS_OPTIONS = texts(
  byVersion(
    ['0', [EMPTY]],
    ['14.0', [EMPTY, 'no-tlsv1.3']],
    ['15.1', [EMPTY, 'no-tlsv1.3', 'no-dtlsv1.2']],
    ['21.1', [EMPTY, 'no-tlsv1.1', 'no-tlsv1', 'no-ssl']],
  ),
);

/** From 14.1 on a device prints the options as one text with braces (captured 14.1.2.1, 16.0.0, 16.1.0). */
export function printOptions(props: JsonObject, tmos: Tmos): JsonObject {
  const { tmOptions } = props;
  if (!tmos.atLeast('14.0') || tmOptions === undefined) return props;
  const words = isList(tmOptions) ? tmOptions.map(shown) : [];
  return { ...props, tmOptions: words.length === 0 ? inferredText.noOptions : `{ ${words.join(' ')} }` };
}
