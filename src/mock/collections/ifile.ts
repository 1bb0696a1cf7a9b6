import type { KindDefinition } from '../kind.ts';
import { refersTo } from '../references.ts';
import { described } from './metadata.ts';
import { file, take } from './ssl-file.ts';

// Files for iRules: the file that was uploaded, and the name under which rules read it. The keys are those
// that Terraform reads.

export const ifileFile: KindDefinition = {
  path: 'sys/file/ifile',
  word: 'External File',
  properties: file(),
  hooks: {
    prepare: (draft, work) => {
      if (take(draft, work)) draft.props.mode = 33188;
    },
  },
};

export const ifile: KindDefinition = {
  path: 'ltm/ifile',
  word: 'iFile',
  required: ['fileName'],
  properties: { ...described, fileName: refersTo('sys/file/ifile') },
};
