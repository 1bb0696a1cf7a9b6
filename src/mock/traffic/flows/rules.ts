import type { EventFacts, RuleEffect, RuleSession } from '../contract.ts';
import type { Flow } from './core.ts';
import { setIdle } from './idle.ts';

// The events that frame a connection; what comes between is fired where it happens.

/** Fires an event, logs what the rules say, and gives their effects; undefined: the connection is over. */
export async function fireEvent(
  flow: Flow,
  rules: RuleSession,
  event: string,
): Promise<readonly RuleEffect[] | undefined> {
  if (!rules.handles(event)) return [];
  const { core, virtual, client, local } = flow;
  const facts: EventFacts = {
    virtual: virtual.path,
    client,
    local,
    pools: core.facts.pools(),
    dataGroups: core.facts.dataGroups(),
  };
  const { effects, log, failed } = await rules.fire(event, facts);
  log.forEach(core.log);
  if (failed === undefined) return heed(flow, effects) ? undefined : effects;
  core.log(failed);
  flow.reset('TCL error');
  return undefined;
}

/** What concerns the connection itself; true: it has ended. */
function heed(flow: Flow, effects: readonly RuleEffect[]): boolean {
  for (const effect of effects) {
    if (effect.do === 'idle-timeout') setIdle(flow.socket, effect.seconds, flow.core.clock.scale);
    if (effect.do === 'reject') flow.reset('iRule reject');
    if (effect.do === 'drop') flow.forget();
    if (effect.do === 'close') flow.socket.end();
  }
  return effects.some(({ do: what }) => ['reject', 'drop', 'close'].includes(what));
}
