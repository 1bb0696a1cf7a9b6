import { type PolicyOutcome, evaluate } from '../policies/evaluate.ts';
import type { PolicyFacts } from '../policies/facts.ts';
import type { RuleEffect } from '../contract.ts';
import type { Connection } from './connection.ts';
import type { RequestHead, ResponseHead } from '../message/head.ts';

export function policyFacts(
  { host, tls }: Connection,
  request: RequestHead,
  response?: ResponseHead,
): PolicyFacts {
  return {
    client: host.client,
    local: host.local,
    isTls: tls !== undefined,
    serverName: tls?.serverName,
    request,
    response,
    dataGroups: host.virtual.policies.length > 0 ? host.dataGroups() : {},
  };
}

/** What the policies of the virtual server do with a request or response; what is not simulated is logged. */
export function runPolicies(
  connection: Connection,
  request: RequestHead,
  response?: ResponseHead,
): readonly RuleEffect[] {
  const { policies } = connection.host.virtual;
  if (policies.length === 0) return [];
  const outcome: PolicyOutcome = evaluate(policies, policyFacts(connection, request, response));
  for (const what of outcome.unplayed) connection.host.log(`mock: ${what}`);
  return outcome.effects;
}
