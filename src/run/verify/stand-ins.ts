import { findingOf } from '../../probe/fault.ts';
import type { FaultId } from '../../probe/faults.ts';
import { type Endpoint, placeText, type StandIn, type Tls } from '../../probe/target.ts';
import type { Group, Subject } from './subjects.ts';

/** Where an address and port are on what stands in for a device and its members. */
export type FindStandIn = (place: Pick<Endpoint, 'address' | 'port'>) => StandIn | NoStandIn | undefined;

/** It is there, and nothing can be connected to. */
export interface NoStandIn {
  readonly on: string;
  readonly why: string;
}

/**
 * Has everything tried on what stands in for it. Names and URLs stay those of the spec; nothing is connected to that
 * has no stand-in.
 */
export function onStandIns(groups: readonly Group[], find: FindStandIn): readonly Group[] {
  return groups.map(({ name, service, members }) => ({
    name,
    service: onStandIn(service, find),
    members: members.map((member) => onStandIn(member, find)),
  }));
}

function onStandIn(subject: Subject, find: FindStandIn): Subject {
  const { endpoint } = subject;
  if (!endpoint) return subject;
  const found = find(endpoint);
  const place = placeText(endpoint);
  if (!found) return without(subject, { id: 'address/not-applied', message: `${place} is not on the mock` });
  if ('why' in found)
    return without(subject, { id: 'address/not-carried', message: `${place} on ${found.on}: ${found.why}` });
  return { ...subject, endpoint: { ...endpoint, standIn: found, tls: tlsOf(subject, endpoint) } };
}

/** A certificate that the spec does not have is another one here than on the device. */
function tlsOf({ hasOwnCertificate }: Subject, { tls }: Endpoint): Tls | undefined {
  return tls && !hasOwnCertificate ? { ...tls, isJudged: false } : tls;
}

function without(subject: Subject, problem: { readonly id: FaultId; readonly message: string }): Subject {
  return { ...subject, endpoint: undefined, obstacle: findingOf('address', problem) };
}
