import type { SpecNode } from './node.ts';

/** An anchored value; its weight is undefined while it is still open: an alias to it now is a cycle. */
export interface Anchor {
  readonly node: SpecNode;
  weight: number | undefined;
}

/** More weight than this through aliases, and more than ten times what is written, is an alias bomb. */
const ALIASED_WEIGHT_ALLOWED = 100_000;

/** The anchors of a document, and how much its aliases expand it. */
export class Anchors {
  readonly #byName = new Map<string, Anchor>();
  /** Weights: one for each value and one more for every 64 characters of it. */
  #written = 0;
  #aliased = 0;

  /** The weight of everything so far, aliases expanded. */
  get weight(): number {
    return this.#written + this.#aliased;
  }

  /** Whether walking the value would take far longer than reading its text. */
  get isBomb(): boolean {
    return this.#aliased > Math.max(ALIASED_WEIGHT_ALLOWED, 10 * this.#written);
  }

  write(weight: number): void {
    this.#written += weight;
  }

  /** A later anchor of the same name replaces an earlier one, as YAML has it. */
  declare(name: string, node: SpecNode, weight: number | undefined): Anchor {
    const anchor: Anchor = { node, weight };
    this.#byName.set(name, anchor);
    return anchor;
  }

  /** What an alias stands for; `cycle` inside of its own value, `unknown` before any such anchor. */
  use(name: string): SpecNode | 'cycle' | 'unknown' {
    const anchor = this.#byName.get(name);
    if (anchor === undefined) return 'unknown';
    if (anchor.weight === undefined) return 'cycle';
    this.#aliased = Math.min(this.#aliased + anchor.weight, Number.MAX_SAFE_INTEGER / 2);
    return anchor.node;
  }
}
