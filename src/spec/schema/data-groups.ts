import { z } from 'zod';
import { recordKey } from '../../model/record-key.ts';
import { ltmName, placed, plainText } from './scalars.ts';

const TYPES = ['string', 'ip', 'integer'] as const;

type DataGroupType = (typeof TYPES)[number];

const NOT_A_KEY: Readonly<Record<DataGroupType, readonly [message: string, hint: string]>> = {
  string: ['a key is not empty', 'write what is looked for'],
  ip: [
    'not an address, or not the first one of its network',
    'write 10.0.0.7 or 10.0.0.0/8, without a route domain',
  ],
  integer: ['not a whole number', 'write 8001, without a plus sign, leading zeros or quotes'],
};

/** What a data-group keeps in one piece (device-facts: data-groups). */
const LONGEST = 65_520;

const oneLine = plainText
  .regex(/^[^\r\n\0]*$/, { error: 'a record of a data-group is one line' })
  .refine((text) => Buffer.byteLength(text) <= LONGEST, {
    error: `the device keeps at most ${LONGEST.toLocaleString('en')} bytes`,
  });

/** Not every number: 1.10 would become 1.1. */
const wholeNumber = z.int().transform(String);

const value = z
  .union([oneLine, wholeNumber, z.null().transform(() => '')])
  .describe('What the key stands for, which `class match -value` gives; nothing, where only the key counts.');

/** One record, and where it stands below `records`. */
interface DataRecord {
  readonly key: string;
  readonly value: string;
  readonly at: string | number;
}

const records = z
  .union([
    z
      .record(oneLine, value)
      .transform((map): DataRecord[] =>
        Object.entries(map).map(([key, one]) => ({ key, value: one, at: key })),
      ),
    z
      .array(z.union([oneLine, wholeNumber]))
      .transform((list): DataRecord[] => list.map((key, at) => ({ key, value: '', at }))),
  ])
  .default([])
  .describe('A map from keys to values, or a list of keys.');

const dataGroup = z
  .strictObject({
    ...placed,
    type: z
      .enum(TYPES)
      .describe('What the keys are. `ip`: addresses and networks, of which the narrowest is found.'),
    records,
  })
  .superRefine(({ type, records: list }, context) => {
    const seen = new Set<string>();
    for (const { key: text, at } of list) {
      const key = recordKey(type, text);
      const issue = (message: string, hint: string): void => {
        context.addIssue({
          code: 'custom',
          path: ['records', at],
          message,
          params: { hint, rule: 'schema/value' },
        });
      };
      if (key === undefined || key === '') issue(...NOT_A_KEY[type]);
      else if (seen.has(key)) issue(`${key} is in this data-group already`, 'remove one of them');
      else seen.add(key);
    }
  });

export const dataGroups = z
  .record(ltmName(), dataGroup)
  .default({})
  .describe('Data-groups: tables that iRules look things up in (`class match`, `class lookup`).');
