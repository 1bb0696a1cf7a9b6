import { EVENT_ID, getScalarValue, SCALAR_STYLE, type Event } from 'js-yaml';
import { Anchors, type Anchor } from './anchors.ts';
import { badKey, badTag, keyText } from './keys.ts';
import type { PositionOf } from './lines.ts';
import type { ListNode, MapNode, SpecNode } from './node.ts';
import { printable } from './printable.ts';
import type { Problem } from './problem.ts';

type ScalarEvent = Extract<Event, { type: typeof EVENT_ID.SCALAR }>;
type CollectionEvent = Extract<Event, { type: typeof EVENT_ID.SEQUENCE | typeof EVENT_ID.MAPPING }>;
type NodeEvent = Exclude<Event, { type: typeof EVENT_ID.POP | typeof EVENT_ID.DOCUMENT }>;

interface Frame {
  readonly node: ListNode | MapNode;
  readonly anchor: Anchor | undefined;
  readonly weightBefore: number;
  /** The key whose value comes next; its name is undefined where it was refused. */
  key: { readonly name: string | undefined; readonly start: number } | undefined;
}

/**
 * Reads the events of a text into a tree of positions and finds what YAML allows and a spec does not:
 * several documents, duplicate and non-text keys, tags, cycles, alias bombs. All problems at once.
 */
export function readTree(
  text: string,
  events: readonly Event[],
  positionOf: PositionOf,
): { root: SpecNode | undefined; problems: Problem[] } {
  const reader = new TreeReader(text, positionOf);
  for (const event of events) if (!reader.read(event)) break;
  return reader.finish();
}

class TreeReader {
  readonly #text: string;
  readonly #positionOf: PositionOf;
  readonly #problems: Problem[] = [];
  readonly #frames: Frame[] = [];
  readonly #anchors = new Anchors();
  #root: SpecNode | undefined;
  #documents = 0;
  #offset = 0;
  constructor(text: string, positionOf: PositionOf) {
    this.#text = text;
    this.#positionOf = positionOf;
  }

  /** Takes the next event; false when the rest is not worth reading. */
  read(event: Event): boolean {
    if (event.type === EVENT_ID.POP) this.#close();
    else if (event.type === EVENT_ID.DOCUMENT) this.#open(event);
    else {
      this.#offset = startOf(this.#text, event) ?? this.#offset;
      if (this.#documents > 1) {
        this.#report('syntax/documents', 'a file holds one spec, and a second document starts here', {
          hint: 'remove the `---` line, or move this part to a file of its own',
        });
        return false;
      }
      this.#node(event);
    }
    return true;
  }

  finish(): { root: SpecNode | undefined; problems: Problem[] } {
    if (this.#anchors.isBomb) {
      this.#problems.length = 0;
      this.#offset = this.#root?.start ?? 0;
      this.#report('syntax/alias-bomb', 'the aliases (`*name`) of this file expand to far too many values');
    }
    return { root: this.#root, problems: this.#problems };
  }

  #open(event: Extract<Event, { type: typeof EVENT_ID.DOCUMENT }>): void {
    this.#documents += 1;
    if (event.directives.some(({ kind }) => kind === 'tag')) this.#problems.push(badTag('%TAG', 0));
  }

  #node(event: NodeEvent): void {
    const frame = this.#frames.at(-1);
    const asKey = frame?.node.kind === 'map' && frame.key === undefined ? frame : undefined;
    if (event.type === EVENT_ID.ALIAS) {
      const target = this.#alias(event.anchorStart, event.anchorEnd);
      if (asKey) this.#refuseKey(asKey, '`*` names an alias');
      else if (frame) this.#place(frame, target);
      return;
    }
    if (event.tagStart >= 0) this.#checkTag(event.tagStart, event.tagEnd, asKey);
    if (event.type === EVENT_ID.SCALAR) this.#scalar(event, frame, asKey);
    else this.#collection(event, frame, asKey);
  }

  #scalar(event: ScalarEvent, frame: Frame | undefined, asKey: Frame | undefined): void {
    const node: SpecNode = { kind: 'scalar', start: this.#offset };
    const weight = 1 + ((event.valueEnd - event.valueStart) >> 6);
    this.#anchors.write(weight);
    this.#anchor(event, node, weight);
    if (!asKey) this.#attach(frame, node);
    else {
      const name = keyText(getScalarValue(this.#text, event), event);
      if (typeof name === 'string') asKey.key = { name, start: this.#offset };
      else this.#refuseKey(asKey, name.reason, name.hint);
    }
  }

  #collection(event: CollectionEvent, frame: Frame | undefined, asKey: Frame | undefined): void {
    const node: SpecNode =
      event.type === EVENT_ID.SEQUENCE
        ? { kind: 'list', start: this.#offset, items: [] }
        : { kind: 'map', start: this.#offset, entries: new Map() };
    if (asKey) this.#refuseKey(asKey, `it is a ${node.kind}`);
    else this.#attach(frame, node);
    const weightBefore = this.#anchors.weight;
    this.#anchors.write(1);
    this.#frames.push({ node, anchor: this.#anchor(event, node, undefined), weightBefore, key: undefined });
  }

  #close(): void {
    const frame = this.#frames.pop();
    if (frame?.anchor) frame.anchor.weight = this.#anchors.weight - frame.weightBefore;
  }

  #attach(frame: Frame | undefined, node: SpecNode): void {
    if (frame) this.#place(frame, node);
    else this.#root ??= node;
  }

  #place(frame: Frame, value: SpecNode): void {
    if (frame.node.kind === 'list') frame.node.items.push(value);
    else {
      if (frame.key?.name !== undefined) this.#entry(frame.node, frame.key.name, frame.key.start, value);
      frame.key = undefined;
    }
  }

  #entry(node: MapNode, name: string, keyStart: number, value: SpecNode): void {
    const first = node.entries.get(name);
    if (first === undefined) node.entries.set(name, { keyStart, value });
    else {
      const message = `the key \`${printable(name)}\` appears twice in this map`;
      const hint = `it is first on line ${this.#positionOf(first.keyStart).line}: keep one of them`;
      this.#report('syntax/duplicate-key', message, { hint, offset: keyStart });
    }
  }

  #alias(start: number, end: number): SpecNode {
    const name = this.#text.slice(start, end);
    const target = this.#anchors.use(name);
    if (typeof target === 'object') return target;
    if (target === 'cycle')
      this.#report('syntax/alias-cycle', `the alias \`*${name}\` is inside its own value`);
    else this.#report('syntax/yaml', `no anchor \`&${name}\` stands before the alias \`*${name}\``);
    return { kind: 'scalar', start: this.#offset };
  }

  #anchor(
    event: { anchorStart: number; anchorEnd: number },
    node: SpecNode,
    weight: number | undefined,
  ): Anchor | undefined {
    if (event.anchorStart < 0) return undefined;
    return this.#anchors.declare(this.#text.slice(event.anchorStart, event.anchorEnd), node, weight);
  }

  #checkTag(start: number, end: number, asKey: Frame | undefined): void {
    const tag = this.#text.slice(start, end);
    const allowed = asKey
      ? ['!', '!!str']
      : ['!', '!!str', '!!int', '!!float', '!!bool', '!!null', '!!map', '!!seq'];
    if (!allowed.includes(tag)) this.#problems.push(badTag(tag, start));
  }

  #refuseKey(frame: Frame, reason: string, hint?: string): void {
    this.#problems.push(badKey(reason, this.#offset, hint));
    frame.key = { name: undefined, start: this.#offset };
  }

  #report(rule: string, message: string, more: { hint?: string; offset?: number } = {}): void {
    this.#problems.push({ rule, message, offset: this.#offset, ...more });
  }
}

/** Where a node starts, its tag and anchor included; undefined for an empty value, which is nowhere. */
function startOf(text: string, event: NodeEvent): number | undefined {
  if (event.type === EVENT_ID.ALIAS) return event.anchorStart - 1;
  const value = event.type === EVENT_ID.SCALAR ? scalarStart(text, event) : event.start;
  const written = [event.anchorStart - 1, event.tagStart, value].filter((start) => start >= 0);
  return written.length === 0 ? undefined : Math.min(...written);
}

/** The event has the place of the text itself, inside the quotes or below the `|`. */
function scalarStart(text: string, { style, valueStart }: ScalarEvent): number {
  if (valueStart < 0 || style === SCALAR_STYLE.PLAIN) return valueStart;
  if (style === SCALAR_STYLE.SINGLE_QUOTED || style === SCALAR_STYLE.DOUBLE_QUOTED) return valueStart - 1;
  const headerEnd = text.startsWith('\r\n', valueStart - 2) ? valueStart - 2 : valueStart - 1;
  // A bounded look back: searching the text for a line end would make many blocks take quadratic time.
  const before = text.slice(Math.max(0, headerEnd - 500), headerEnd);
  const indicator = before.search(/[|>][-+1-9]{0,2}[ \t]*(?:#[^\r\n]*)?$/);
  return indicator < 0 ? valueStart : headerEnd - before.length + indicator;
}
