import type { Fields } from '../model/object.ts';

/** One thing to send to the device. */
export interface Operation {
  readonly verb: 'create' | 'update' | 'delete';
  readonly kind: string;
  readonly path: string;
  /** What is set; empty for a delete. */
  readonly fields: Fields;
  /** Objects that are made together with this one, being part of it. */
  readonly inline: readonly Operation[];
  /** Raw keys whose present values are read and remembered before this is sent. */
  readonly remember?: readonly string[];
}
