import { Chalk } from 'chalk';
import type { Diagnostic } from '../../src/model/diagnostic.ts';
import type { Paints } from '../../src/report/reporter.ts';
import type { ChangeView, PlanView, RunView } from '../../src/report/views.ts';

/** No colours. */
export const plain: Paints = { out: new Chalk({ level: 0 }), note: new Chalk({ level: 0 }) };

const source = { file: 'web.yaml', line: 3, column: 1 };

export const refusal: Diagnostic = {
  rule: 'plan/not-owned',
  severity: 'error',
  message: 'ltm/pool /Common/p exists on the device and no spec owns it',
  hint: 'take it over with --adopt',
  object: 'ltm/pool /Common/p',
  source,
};

export const update: ChangeView = {
  action: 'update',
  kind: 'ltm/pool',
  path: '/Common/p',
  impact: 'none',
  fields: [{ field: 'monitor', before: '/Common/http', after: null }],
  source,
};

export const secretCreation: ChangeView = {
  action: 'create',
  kind: 'ltm/monitor/http',
  path: '/Common/m',
  impact: 'none',
  fields: [
    { field: 'interval', before: null, after: 5 },
    { field: 'password', before: null, after: 'x', secret: true },
    { field: 'upInterval', before: null, after: 0, atDefault: true },
  ],
};

export const deletion: ChangeView = {
  action: 'delete',
  kind: 'ltm/virtual',
  path: '/Common/v',
  impact: 'drops-connections',
  fields: [],
  note: 'it was there',
};

/** A plan with these changes, as `diff` has it. */
export function planView(changes: readonly ChangeView[], more: Partial<PlanView> = {}): PlanView {
  return {
    spec: { name: 'web', file: 'web.yaml' },
    device: { host: 'bigip', version: '17.1.2', hostname: 'bigip1.example.com' },
    destroy: false,
    changes,
    phases: changes.length === 0 ? [] : ['transaction'],
    decisions: [],
    advice: [],
    foreign: [],
    refusals: [],
    ...more,
  };
}

export function runView(changes: readonly ChangeView[], more: Partial<PlanView> = {}): RunView {
  const plan = planView(changes, more);
  return { spec: plan.spec, plan, outcome: {}, errors: [] };
}
