import { createHash } from 'node:crypto';
import { tmsh } from '../../wire/errors.ts';
import { scalarText, textAt } from '../../wire/json.ts';
import type { KindDefinition } from '../../objects/kind.ts';
import { custom, invalid, readOnly, trueFalse } from '../../objects/values.ts';
import { described } from '../parts/metadata.ts';

/** Scripts of tmsh. They are kept, never run; the checksum is the one recorded on 12.1.3 (f5-ansible). */
export const cliScript: KindDefinition = {
  path: 'cli/script',
  word: 'CLI script',
  required: ['apiAnonymous'],
  properties: {
    apiAnonymous: custom((value, { property }) => {
      const input = scalarText(value);
      if (input === undefined) throw invalid(property, value);
      return input;
    }),
    description: described.description,
    ignoreVerification: trueFalse('false'),
    scriptChecksum: readOnly(),
    totalSigningStatus: readOnly('checksum'),
    verificationStatus: readOnly('checksum-verified'),
  },
  hooks: {
    prepare: ({ props }) => {
      const text = textAt(props, 'apiAnonymous') ?? '';
      if (!isBalanced(text)) throw tmsh('missing close-brace');
      props.scriptChecksum = createHash('md5').update(text.trimEnd()).digest('hex');
    },
  },
};

function isBalanced(text: string): boolean {
  let depth = 0;
  for (const char of text.replaceAll(/\\[\s\S]/g, '')) {
    if (char === '{') depth++;
    else if (char === '}' && --depth < 0) return false;
  }
  return depth === 0;
}
