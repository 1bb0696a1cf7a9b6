import type { Change } from '../../../plan/change.ts';
import { asText, objectKey } from '../../../model/object.ts';
import { impactOf } from '../../../plan/impact.ts';
import { netSelf } from '../resources/net/self.ts';
import type { DeviceGate } from './gate.ts';

/** A self IP is open for more than the spec says, which does not name it: somebody else may rely on that. */
export const portLockdown: DeviceGate = ({ plan, reading, allowed }) =>
  allowed.managementPath
    ? []
    : plan.changes.flatMap((change) => {
        const narrowed = narrowing(change);
        const isNamed = !reading.desired.get(objectKey(change))?.keepIfUnnamed?.includes('allowService');
        if (!narrowed || isNamed) return [];
        const { before, after } = narrowed;
        return [
          {
            rule: 'bigip/port-lockdown',
            severity: 'error' as const,
            message: `self IP ${change.path}: port lockdown would go from ${asText(before)} to ${asText(after)}, which the spec does not ask for`,
            hint: 'write portLockdown: as it is to be; --allow-management-path closes it',
            object: `${change.kind} ${change.path}`,
            ...(change.source ? { source: change.source } : {}),
          },
        ];
      });

function narrowing({ kind, action, fields }: Change): Change['fields'][number] | undefined {
  if (kind !== netSelf.kind || action === 'create') return undefined;
  const change = fields.find(({ field }) => field === 'allowService');
  const impact = change && impactOf(netSelf.fields.allowService, change, () => undefined);
  return impact === 'refuses-new' ? change : undefined;
}
