import { z } from 'zod';
import { specSchema } from './schema/schema.ts';

/** JSON Schemas that are published, by the name `schema` takes. */
export const schemas: Readonly<Record<string, () => object>> = {
  spec: () => ({
    ...z.toJSONSchema(specSchema, { io: 'input', target: 'draft-7', unrepresentable: 'any' }),
    title: 'bigip-ws spec',
  }),
};
