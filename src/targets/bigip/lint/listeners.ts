import { type InListener, inListener, writtenAt } from '../../../spec/listeners.ts';
import type { Spec } from '../../../spec/schema/schema.ts';
import type { Finding } from '../desired/draft.ts';

/**
 * Rules see each listener of a virtual server. What they find at all of them alike, in what none of them says
 * itself, is about the virtual server: said once, there. Anything else tells its listener.
 */
export function saidOnce(spec: Spec, findings: readonly Finding[]): Finding[] {
  const groups = new Map<string, InListener[]>();
  for (const one of findings) {
    const place = inListener(spec, one.at);
    if (place) groups.set(alike(one, place), [...(groups.get(alike(one, place)) ?? []), place]);
  }
  const said = new Set<string>();
  return findings.flatMap((one): Finding[] => {
    const place = inListener(spec, one.at);
    if (!place) return [one];
    const key = alike(one, place);
    const { service, listener, below } = place;
    if (!isAboutService(spec, place, groups.get(key) ?? []))
      return [{ ...one, at: writtenAt(spec, one.at), message: `${one.message} (listener ${listener})` }];
    if (said.has(key)) return [];
    said.add(key);
    return [{ ...one, at: ['virtualServers', service, ...below] }];
  });
}

function alike({ rule, message, severity }: Finding, { service, below }: InListener): string {
  return JSON.stringify([rule, severity, message, service, below]);
}

function isAboutService(spec: Spec, { service, below }: InListener, places: readonly InListener[]): boolean {
  const all = Object.keys(spec.virtualServers[service]?.listeners ?? {});
  const found = new Set(places.map(({ listener }) => listener));
  return all.every((one) => found.has(one)) && (below.length === 0 || places.every(({ isOwn }) => !isOwn));
}
