import type { Rule } from './rule.ts';

/** What the device has where nobody says anything. */
const STANDARD_RAMP = 10;

/** A slow ramp that was asked for, under a method that does not look at it. */
export const slowRamp: Rule = {
  id: 'pool/slow-ramp',
  severity: 'note',
  explanation:
    'slowRampTime lets a returning member take its share little by little. Round robin does not look at it: ' +
    'the member gets its full share at once. Use a least-connections method with it.',
  check: ({ spec }) =>
    Object.entries(spec.pools)
      .filter(
        ([, pool]) =>
          pool.method === 'round-robin' && pool.slowRampTime !== STANDARD_RAMP && pool.slowRampTime > 0,
      )
      .map(([name]) => ({
        at: ['pools', name, 'slowRampTime'],
        message: `the pool ${name}: slowRampTime has no effect with round-robin`,
        hint: 'method: least-connections-member',
      })),
};
