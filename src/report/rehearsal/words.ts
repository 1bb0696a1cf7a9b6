import { formatSource } from '../../model/diagnostic.ts';
import type { Rehearsal, StepDone, StepName, StepVerdict } from '../../run/rehearse/result.ts';

/** What each step is, for a reader. */
export const TITLES: Readonly<Record<StepName, string>> = {
  gateways: 'gateways stand where the members are',
  old: 'the older spec is applied, clients connect',
  apply: 'the spec is applied',
  members: 'monitors find the members up',
  verify: 'WebSockets pass',
  spread: 'WebSockets are spread over members',
  lose: 'a gateway ends',
  recover: 'it comes back',
  again: 'the spec is applied again',
  destroy: 'everything is removed',
};

/** `passed` and the like, as a word that stands out where it must. */
export const VERDICTS: Readonly<Record<StepVerdict, string>> = {
  passed: 'passed',
  failed: 'FAILED',
  skipped: 'skipped',
};

export function secondsText(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

/** The place of the spec that a failure is about, and the next thing to try. */
export function adviceLines({ source, hint }: StepDone): string[] {
  return [...(source ? [`at ${formatSource(source)}`] : []), ...(hint === undefined ? [] : [`try: ${hint}`])];
}

/** What clients saw over the whole rehearsal, in sentences. */
export function clientLines({ clients }: Rehearsal): string[] {
  const { handshakes, spread, cut } = clients;
  const times = handshakes
    ? [
        `${handshakes.count} handshakes: half within ${handshakes.p50} ms, 95 % ${handshakes.p95} ms, at most ${handshakes.max} ms`,
      ]
    : [];
  return [
    ...times,
    ...spread.map(({ virtualServer, gateways }) => {
      const parts = Object.entries(gateways).map(([name, count]) => `${name} × ${count}`);
      return `${virtualServer}: answered by ${parts.join(', ')}`;
    }),
    ...cut.map((one) => `${one.cut} of ${one.open} open connections cut while ${TITLES[one.step]}`),
  ];
}

/** What it all comes to. */
export function closingLine({ steps, milliseconds }: Rehearsal): string {
  const count = (verdict: StepVerdict): number => steps.filter((step) => step.verdict === verdict).length;
  const [ok, bad, left] = [count('passed'), count('failed'), count('skipped')];
  const parts = [
    `${ok} passed`,
    ...(bad > 0 ? [`${bad} failed`] : []),
    ...(left > 0 ? [`${left} skipped`] : []),
  ];
  return `${steps.length} ${steps.length === 1 ? 'step' : 'steps'}: ${parts.join(', ')}. It took ${secondsText(milliseconds)}.`;
}

export function headLine(name: string, { device, timeScale }: Rehearsal): string {
  const time = timeScale === 1 ? '' : `; its time passes ${timeScale} times as fast`;
  return `Rehearsal of ${name} on a mock BIG-IP, TMOS ${device.version}, on loopback only${time}`;
}
