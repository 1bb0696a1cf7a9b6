import { entrancesOf, notOpened, openThrough, spreadTexts } from '../opening.ts';
import { type Outcome, passed, type Rehearsing, skipped } from '../step.ts';

/** Some WebSockets at once through each virtual server, and which gateways they came to. They stay open. */
export async function seeSpread(rehearsing: Rehearsing): Promise<Outcome> {
  const entrances = entrancesOf(rehearsing.run.spec, rehearsing);
  if (entrances.length === 0) return skipped('no virtual server opens a WebSocket');
  const { clients, fault } = await openThrough(entrances, rehearsing);
  rehearsing.clients = [...rehearsing.clients, ...clients];
  return fault ? notOpened(fault) : passed(...spreadTexts(clients));
}
