import { type Candidate, type Method, rotation } from '../method.ts';

/** The one with the least load; one after the other among equals. */
export function leastOf(loadOf: (candidate: Candidate) => number, refusal?: Method['refusal']): Method {
  return {
    ...(refusal ? { refusal } : {}),
    start: () => {
      const even = rotation();
      return (candidates) => {
        const loads = candidates.map((one) => ramped(loadOf(one), one.ramp));
        const least = Math.min(...loads);
        return even(candidates.filter((_, index) => loads[index] === least));
      };
    },
  };
}

/** While its slow ramp lasts, a member counts for as loaded as its share is small (device-facts: slow-ramp). */
const ramped = (load: number, ramp: number) => (ramp >= 1 ? load : (load + 1) / Math.max(ramp, 0.01));

export const leastConnectionsMember = leastOf(({ connections }) => connections);
export const leastConnectionsNode = leastOf(({ nodeConnections }) => nodeConnections);
