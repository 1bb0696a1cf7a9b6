import type { Gate } from './gate.ts';

/** Everything would go: a file that was emptied, or another one than was meant. */
export const emptySpec: Gate = ({ plan: { spec, changes }, desired, kinds }) => {
  const isContainer = (kind: string): boolean => kinds.of(kind).holds !== undefined;
  const leaving = changes.filter(({ action }) => action === 'delete' || action === 'release').length;
  if (leaving === 0 || [...desired.values()].some(({ kind }) => !isContainer(kind))) return [];
  const what = leaving === 1 ? 'the one object' : `all ${leaving} objects`;
  return [
    {
      rule: 'run/empty-spec',
      severity: 'error',
      message: `the spec names no object, so ${what} that ${spec} has on the device would go`,
      hint: `if that is meant, say bigip-ws destroy; else it is the wrong file, or another spec's \`name:\``,
    },
  ];
};
