import { type Candidate, type Method, rotation } from '../method.ts';

/** In proportion to a weight, spread evenly: each gains its weight a round, the richest pays for all. */
export function ratioOf(weightOf: (candidate: Candidate) => number): Method {
  return {
    start: () => {
      const credit = new Map<string, number>();
      const even = rotation();
      return (candidates) => {
        const weights = new Map(candidates.map((one) => [one.member.name, weightOf(one) * one.ramp]));
        const total = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
        if (total === 0) return even(candidates);
        for (const [name, weight] of weights) credit.set(name, (credit.get(name) ?? 0) + weight);
        const creditOf = ({ member }: Candidate) => credit.get(member.name) ?? 0;
        const richest = candidates.reduce((best, one) => (creditOf(one) > creditOf(best) ? one : best));
        credit.set(richest.member.name, creditOf(richest) - total);
        return richest;
      };
    },
  };
}

export const ratioMember = ratioOf(({ member }) => member.ratio);
export const ratioNode = ratioOf(({ member }) => member.node.ratio);
