import type { SpecPath, Value } from '../../../../model/object.ts';
import { atLeast } from '../../../../model/version.ts';
import type { VirtualServer } from '../../../../spec/schema/schema.ts';
import { type AskedProfile, askedProfiles } from '../../websocket/asked-profiles.ts';
import { type ChosenWay, chooseWay, layer4 } from '../../websocket/registry.ts';
import type { Carried } from '../../websocket/way.ts';
import { bringsHttp } from '../../websocket/wishes.ts';
import { type Draft, finding } from '../draft.ts';
import { rules } from '../rules.ts';
import { addRoutes } from './http-routes.ts';
import { addMadeRule } from './made-rule.ts';
import type { Place } from './own.ts';
import type { Stack } from './profiles.ts';
import { packets } from './protocol.ts';

/** What `websocket: auto` came to and why, with the places that asked: said once for all of them. */
export type Choices = Map<string, SpecPath[]>;

/** How a virtual server carries what it is for, with what must stand on it. */
export interface Carrying {
  readonly stack: Stack;
  readonly rule?: Carried['rule'];
}

export function carry(draft: Draft, virtual: VirtualServer, at: SpecPath, chosen: Choices): Carrying {
  if (virtual.protocol !== 'tcp') return { stack: packets(draft, virtual, virtual.protocol, at) };
  const found = chooseWay(virtual, draft.version) ?? layer4(virtual, draft.version);
  const asked = askedProfiles(virtual);
  reportTooOld(draft, asked, at);
  if (!found) return { stack: { tcp: true, http: bringsHttp(virtual), brought: asked } };
  const { way, why } = found;
  reportRefusals(draft, found, virtual.websocket?.mode, at);
  if (why !== undefined) {
    const choice = `websocket: ${way.name}, because ${why}`;
    chosen.set(choice, [...(chosen.get(choice) ?? []), [...at, 'websocket']]);
  }
  const { profiles = [], rule } = way.carry(virtual);
  const brought = [...profiles, ...asked];
  const stack = { tcp: way.can.includes('tcp'), http: way.can.includes('http'), brought };
  return rule ? { stack, rule } : { stack };
}

function reportTooOld(draft: Draft, asked: readonly AskedProfile[], at: SpecPath): void {
  for (const { word, what, since = '0.0' } of asked) {
    if (atLeast(draft.version, since)) continue;
    const message = `${what} needs TMOS ${since} or newer; this is ${draft.version.text}`;
    draft.report(finding('bigip/too-old', 'error', [...at, word], message, 'leave it out'));
  }
}

/** Says what the way lacks on this version, or cannot do at all, and which way can. */
function reportRefusals(
  draft: Draft,
  { way, tooOld, refused }: ChosenWay,
  mode: string | undefined,
  at: SpecPath,
): void {
  const name = mode === undefined ? '/Common/fastL4' : `websocket: ${way.name}`;
  if (tooOld !== undefined) {
    const message = `${name} needs TMOS ${tooOld} or newer; this is ${draft.version.text}`;
    const hint = mode === 'auto' ? 'leave out what only that way can do' : 'write websocket: auto';
    draft.report(finding('bigip/too-old', 'error', [...at, 'websocket'], message, hint));
  }
  for (const { at: where, what, others } of refused) {
    const message = `${name} cannot do ${what}: it ${way.nature}`;
    const can = others.length > 0 ? `websocket: ${others.join(', ')} can` : 'no way of this version can';
    const hint = `${mode === undefined ? `take ${name} out of profiles` : can}; or leave it out`;
    draft.report(finding('websocket/way-cannot', 'error', [...at, ...where], message, hint));
  }
}

/**
 * The iRules of a virtual server: the one its way brings, then the user’s own, then that of its routes. The
 * routes do what the way's would, once they have decided: behind an answer its command would fail.
 */
export function rulesOf(draft: Draft, virtual: VirtualServer, rule: Carried['rule'], place: Place): Value {
  const own = virtual.rules.map((one, index) => draft.resolve(rules, one, [...place.at, 'rules', index]));
  refuseTwice(draft, virtual, own, place);
  const routed = virtual.routes.length > 0;
  const first = rule && !routed ? [addWayRule(draft, rule, place)] : [];
  const last = routed ? [addRoutes(draft, virtual, rule !== undefined, place)] : [];
  return [...new Set([...first, ...own, ...last])];
}

function refuseTwice(draft: Draft, { rules: written }: VirtualServer, own: string[], { at }: Place): void {
  for (const [index, one] of own.entries()) {
    if (own.indexOf(one) === index) continue;
    const message = `${written[index] ?? one} is among the rules of this virtual server twice`;
    const where = [...at, 'rules', index];
    draft.report(finding('spec/duplicate-rule', 'error', where, message, 'remove one of them'));
  }
}

function addWayRule(draft: Draft, { name, text }: NonNullable<Carried['rule']>, { path, at }: Place): string {
  return addMadeRule(draft, {
    path: path.slice(0, path.lastIndexOf('/') + 1) + name,
    text,
    at: [...at, 'websocket'],
    shared: true,
    hint: 'give one of them another name: websocket: { mode: irule, name: … }',
  });
}
