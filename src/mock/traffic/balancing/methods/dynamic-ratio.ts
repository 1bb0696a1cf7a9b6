import { ratioOf } from './ratio.ts';

// As `ratio`, with the weight that a monitor of performance would set; here it stays what was configured.

export const dynamicRatioMember = ratioOf(({ member }) => member.dynamicRatio);
export const dynamicRatioNode = ratioOf(({ member }) => member.node.dynamicRatio);
