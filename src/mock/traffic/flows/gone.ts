import { covering } from '../listeners/match.ts';
import { type Model, membersOf } from '../model/model.ts';
import type { Core, Flow } from './core.ts';

/** What is deleted or moved takes its connections along (device-facts: deleted-listeners). */
export function endGone({ flows, model }: Core): void {
  const now = model();
  const members = new Set(membersOf(now).map(nameOf));
  for (const flow of [...flows]) {
    if (!listens(flow, now)) flow.reset('No local listener');
    else if ([...flow.servers].some(({ member }) => isGone(member.pool, nameOf(member), members)))
      flow.reset('Pool member down');
  }
}

const nameOf = ({ pool, name }: { readonly pool: string | undefined; readonly name: string }) =>
  `${pool ?? ''} ${name}`;

function listens({ virtual: { path }, local }: Flow, { virtuals }: Model): boolean {
  const virtual = virtuals.get(path);
  return virtual !== undefined && covering([virtual], local).length > 0;
}

/** A node that a rule named is in no pool. */
const isGone = (pool: string | undefined, name: string, members: ReadonlySet<string>) =>
  pool !== undefined && !members.has(name);
