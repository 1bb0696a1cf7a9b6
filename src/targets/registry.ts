import type { Target } from '../run/target.ts';

/** Every system that a spec can be put on, each loaded when it is used. Adding one is its folder and a line here. */
const TARGETS = {
  bigip: async () => (await import('./bigip/target.ts')).bigip,
} satisfies Readonly<Record<string, () => Promise<Target>>>;

export type TargetName = keyof typeof TARGETS;

export function loadTarget(name: TargetName): Promise<Target> {
  return TARGETS[name]();
}
