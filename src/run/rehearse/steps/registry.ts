import type { Step } from '../step.ts';
import { applyAgain, applySpec, destroySpec } from './apply.ts';
import { checkGateways } from './gateways.ts';
import { loseGateway, recoverGateway } from './lose.ts';
import { findMembersUp } from './members.ts';
import { applyOld } from './old.ts';
import { seeSpread } from './spread.ts';
import { verifyAll } from './verify.ts';

/** What a rehearsal does, in this order. */
export const STEPS: readonly Step[] = [
  { name: 'gateways', play: checkGateways },
  { name: 'old', applies: ({ old }) => old !== undefined, play: applyOld },
  { name: 'apply', play: applySpec },
  { name: 'members', play: findMembersUp },
  { name: 'verify', play: verifyAll },
  { name: 'spread', play: seeSpread },
  { name: 'lose', play: loseGateway },
  { name: 'recover', play: recoverGateway },
  { name: 'again', play: applyAgain },
  // What is kept is thrown away as a whole, once it is interrupted.
  { name: 'destroy', applies: ({ keep }) => !keep, play: destroySpec },
];
