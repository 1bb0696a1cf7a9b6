import { canonicalAddress } from '../../../model/address.ts';
import type { SpecPath, Value } from '../../../model/object.ts';
import { probed } from '../../../spec/schema/monitors.ts';
import type { Spec } from '../../../spec/schema/schema.ts';
import { escapeLineEnds, unsetText, onOff } from '../resources/field.ts';
import { monitorText } from '../resources/ltm/monitor-rule.ts';
import { type Draft, ltmNames, ltmPath, type NamedPart, withCommon } from './draft.ts';

type Monitor = Spec['monitors'][string];

export const monitors: NamedPart = {
  label: 'monitor',
  names: (spec) => ltmNames(spec, spec.monitors),
  draft: draftMonitors,
};

function draftMonitors({ spec, add }: Draft): void {
  for (const [name, monitor] of Object.entries(spec.monitors)) {
    const kind = `ltm/monitor/${monitor.type}`;
    const fields = {
      // The built-in one of the type.
      defaultsFrom: `/Common/${monitor.type.replaceAll('-', '_')}`,
      ...timing(monitor),
      ...dialogue(monitor),
    };
    add(withCommon({ kind, path: ltmPath(spec, monitor, name), fields, at: ['monitors', name] }, monitor));
  }
}

function timing(monitor: Monitor): Record<string, Value> {
  return {
    interval: monitor.interval,
    timeout: monitor.timeout,
    upInterval: monitor.upInterval,
    timeUntilUp: monitor.timeUntilUp,
    manualResume: onOff(monitor.manualResume),
    transparent: onOff(monitor.transparent),
    destination: probed(monitor.destination) ?? canonicalAddress(monitor.destination),
  };
}

function dialogue(monitor: Monitor): Record<string, Value> {
  if (!('send' in monitor)) return {};
  const fields = {
    send: escapeLineEnds(unsetText(monitor.send)),
    recv: escapeLineEnds(unsetText(monitor.receive)),
    recvDisable: escapeLineEnds(unsetText(monitor.receiveDisable)),
    reverse: onOff(monitor.reverse),
  };
  if (!('username' in monitor)) return fields;
  return { ...fields, username: unsetText(monitor.username), password: unsetText(monitor.password) };
}

type Rule = Spec['pools'][string]['monitors'] | 'default' | 'none';

/** The canonical text of `monitors:`, in any of its forms. */
export function monitorRuleText(draft: Draft, rule: Rule, at: SpecPath): Value {
  if (rule === 'default') return 'default';
  if (rule === 'none') return null;
  if (Array.isArray(rule))
    return monitorText(rule.map((one, index) => draft.resolve(monitors, one, [...at, index])));
  const paths = rule.of.map((one, index) => draft.resolve(monitors, one, [...at, 'of', index]));
  return monitorText(paths, rule.atLeast);
}
