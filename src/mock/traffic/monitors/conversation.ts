import type { Duplex } from 'node:stream';
import { textAt } from '../../wire/json.ts';
import type { Monitor } from '../model/monitor.ts';
import { down, type Finding } from './probe.ts';

// What is sent and what is looked for in the answer (device-facts: monitor-verdicts).

/** Bytes of an answer that are looked at. */
const LONGEST = 5120;

/** `\r\n` of a stored string are the characters themselves. */
export function unescaped(text: string): string {
  const named: Readonly<Record<string, string>> = { r: '\r', n: '\n', t: '\t' };
  return text.replace(/\\(x[0-9a-fA-F]{2}|.)/gs, (_, code: string) =>
    code.length === 3 ? String.fromCharCode(parseInt(code.slice(1), 16)) : (named[code] ?? code),
  );
}

/** A regular expression; what is none is looked for as it stands. */
function pattern(text: string | undefined): RegExp | undefined {
  if (text === undefined) return undefined;
  try {
    return new RegExp(text, 's');
  } catch {
    return new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`), 's');
  }
}

export function converse(stream: Duplex, { props }: Monitor, send: string | undefined): Promise<Finding> {
  const wanted = pattern(textAt(props, 'recv'));
  const disabling = pattern(textAt(props, 'recvDisable'));
  const isReverse = props.reverse === 'enabled';
  const found = (state: 'up' | 'disabled'): Finding =>
    isReverse ? down('the receive string was found, and the monitor is reverse') : { state };
  const missing: Finding = isReverse
    ? { state: 'up' }
    : down('Response did not match the receive string; No successful responses received before deadline');
  if (send === undefined && !wanted && !disabling) return Promise.resolve({ state: 'up' });
  return new Promise((resolve) => {
    let answer = '';
    stream.on('data', (data: Buffer) => {
      answer = (answer + data.toString('latin1')).slice(0, LONGEST);
      if (!wanted || wanted.test(answer)) resolve(found('up'));
      else if (disabling?.test(answer)) resolve(found('disabled'));
      else if (answer.length === LONGEST) resolve(missing);
    });
    stream.on('end', () => resolve(missing));
    stream.on('error', () => resolve(missing));
    if (send !== undefined) stream.write(Buffer.from(unescaped(send), 'latin1'));
  });
}
