/** Where the values of a document start, as offsets of its text. Aliases share the node of their anchor. */
export type SpecNode = ScalarNode | ListNode | MapNode;

export interface ScalarNode {
  readonly kind: 'scalar';
  readonly start: number;
}
export interface ListNode {
  readonly kind: 'list';
  readonly start: number;
  readonly items: SpecNode[];
}
export interface MapNode {
  readonly kind: 'map';
  readonly start: number;
  readonly entries: Map<string, { readonly keyStart: number; readonly value: SpecNode }>;
}
