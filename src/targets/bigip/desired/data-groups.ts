import { recordKey } from '../../../model/record-key.ts';
import { sortedRecords } from '../resources/ltm/data-group.ts';
import { isReserved } from '../resources/reserved.ts';
import { type Draft, finding, ltmPath, type Part, withCommon } from './draft.ts';

export const dataGroups: Part = { draft: draftDataGroups };

function draftDataGroups({ spec, add, report }: Draft): void {
  for (const [name, group] of Object.entries(spec.dataGroups)) {
    const at = ['dataGroups', name];
    const path = ltmPath(spec, group, name);
    if (isReserved(path)) {
      const message = `bigip-ws keeps records of its own in ${path}`;
      report(finding('spec/reserved-name', 'error', at, message, 'call it something else'));
      continue;
    }
    const records = group.records.map(
      ({ key, value }) => [recordKey(group.type, key) ?? key, value] as const,
    );
    const fields = { type: group.type, records: sortedRecords(records) };
    add(withCommon({ kind: 'ltm/data-group/internal', path, fields, at }, group));
  }
}
