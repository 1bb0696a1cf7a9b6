import type { Finding } from '../../probe/finding.ts';
import type { Ladder, Rung, Tested } from './result.ts';

export interface LadderInput {
  readonly name: string;
  readonly service: Tested | undefined;
  readonly members: readonly Tested[];
  readonly device: Rung | undefined;
}

/** From the client to the member: is it reachable, is it on the BIG-IP, do the members answer; and what follows. */
export function ladderOf({ name, service, members, device }: LadderInput): Ladder {
  const rungs = [reachRung(service), ...(device ? [device] : []), membersRung(members)];
  return { virtualServer: name, rungs, conclusion: conclusionOf(service, members, device) };
}

function firstFault(tested: Tested | undefined): Finding | undefined {
  return tested?.findings.find(({ verdict }) => verdict !== 'passed');
}

function reachRung(service: Tested | undefined): Rung {
  const tcp = service?.findings.find(({ check }) => check === 'tcp');
  if (tcp?.verdict === 'passed')
    return { step: 'reach', verdict: 'passed', message: 'the address and port answer' };
  return {
    step: 'reach',
    verdict: tcp?.verdict ?? 'not-tested',
    message: tcp?.message ?? 'nothing could be connected to',
    ...(tcp?.hint === undefined ? {} : { hint: tcp.hint }),
  };
}

function membersRung(members: readonly Tested[]): Rung {
  if (members.length === 0)
    return {
      step: 'members',
      verdict: 'not-tested',
      message: 'the spec names no members',
      hint: 'a virtual server without a pool of this spec can only be tried as a whole',
    };
  const of = (verdict: Tested['verdict']): readonly Tested[] =>
    members.filter((one) => one.verdict === verdict);
  const [good, bad, unknown] = [of('passed'), of('failed'), of('not-tested')];
  const parts = [
    ...(good.length > 0 ? [`${namesOf(good)} ${good.length === 1 ? 'answers' : 'answer'}`] : []),
    ...bad.slice(0, 5).map((one) => `${one.member ?? ''}: ${firstFault(one)?.message ?? 'it failed'}`),
    ...(bad.length > 5 ? [`${bad.length - 5} more failed`] : []),
    ...(unknown.length > 0 ? [`${namesOf(unknown)} cannot be reached from here`] : []),
  ];
  const [first] = bad;
  const hint = firstFault(first)?.hint;
  return {
    step: 'members',
    verdict: bad.length > 0 ? 'failed' : good.length > 0 ? 'passed' : 'not-tested',
    message: parts.join('; '),
    ...(hint === undefined ? {} : { hint }),
  };
}

function namesOf(members: readonly Tested[]): string {
  const names = members.slice(0, 5).map(({ member }) => member ?? '');
  const rest = members.length > names.length ? ` and ${members.length - names.length} more` : '';
  return `${names.join(', ')}${rest}`;
}

/** What the comparison of the virtual server with its members says. */
function conclusionOf(
  service: Tested | undefined,
  members: readonly Tested[],
  device: Rung | undefined,
): string {
  const fault = firstFault(service);
  const passed = members.filter(({ verdict }) => verdict === 'passed').length;
  const failed = members.filter(({ verdict }) => verdict === 'failed');
  if (device?.verdict === 'failed') return 'the BIG-IP is not as the spec says: apply it, then verify again';
  if (!fault && passed === 0)
    return 'the virtual server works, and its members refuse this machine: they may take connections of the BIG-IP only';
  if (passed + failed.length === 0)
    return 'the members cannot be compared from here: run verify where they can be reached';
  if (failed.length === 0)
    return fault?.check === 'tcp'
      ? 'the members answer: look at the way to the virtual server, and whether it is on the BIG-IP'
      : 'the members answer, the virtual server does not: look at the BIG-IP, at its profiles, rules and SNAT';
  const same = failed.every((one) => firstFault(one)?.rule === fault?.rule);
  if (passed === 0 && same)
    return 'the members fail in the same way: look at the gateways, not at the BIG-IP';
  if (passed === 0) return 'no member answers as it should: begin with the gateways';
  return `${failed.length} of ${passed + failed.length} members fail: begin with those`;
}
