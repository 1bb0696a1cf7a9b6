import { mcpd, notFound, tmsh } from '../../wire/errors.ts';
import { inferredCode, inferredText } from '../../inferred.ts';
import { textAt } from '../../wire/json.ts';
import type { KindDefinition, Properties } from '../../objects/kind.ts';
import { refersTo } from '../../objects/references.ts';
import { rawText, readOnly, word } from '../../objects/values.ts';
import { recordOf } from '../parts/record.ts';
import { described } from '../parts/metadata.ts';
import { fileProperties, takeUpload } from './ssl-file.ts';

// Files that other objects are made of: `sys file data-group`, `ifile`, `external-monitor`, and the objects that
// name them. Keys as recorded on 13.1 (f5-ansible).

const TYPES = ['string', 'ip', 'integer'] as const;

function fileKind(path: string, fileWord: string, mode: number, more: Properties = {}): KindDefinition {
  return {
    path,
    word: fileWord,
    properties: { ...fileProperties, ...more },
    hooks: {
      prepare: (draft, work) => {
        const content = takeUpload(draft, work);
        if (content === undefined) return;
        draft.props.mode = mode;
        if (path === 'sys/file/data-group') checkRecords(content.toString('utf8'), draft.props);
      },
      deleting: (entry, { store }) => {
        if (store.users(path, entry.key).length > 0)
          throw mcpd(inferredCode.fileInUse, inferredText.fileInUse(entry.key));
      },
    },
  };
}

/** A line is a key, or a key, the separator and a value; both may be quoted, a comma may end it. */
function checkRecords(content: string, props: Readonly<Record<string, unknown>>): void {
  const separator = typeof props.separator === 'string' ? props.separator : ':=';
  for (const line of content.split(/\r?\n|,\s*$|,(?=\s*")/)) {
    const input = line.trim().replace(/,$/, '');
    if (input === '' || input.startsWith('#')) continue;
    const [name = '', data = ''] = input.split(separator).map(unquoted);
    if (name === '') throw tmsh(`The data-group file holds a record without a key: ${input.slice(0, 80)}`);
    recordOf({ name, data }, 'records');
  }
}

const unquoted = (text: string) => text.trim().replace(/^"(.*)"$/, '$1');

const dataGroupFile = fileKind('sys/file/data-group', 'Data Group File', 33188, {
  separator: rawText(':='),
  type: word(TYPES, undefined, { fixed: true }),
});
const ifileFile = fileKind('sys/file/ifile', 'iFile File', 33188);

/** Its type is that of the file, and its name is one of all data-groups. */
const externalDataGroup: KindDefinition = {
  path: 'ltm/data-group/external',
  word: 'value list',
  family: 'data-group',
  required: ['externalFileName'],
  properties: {
    ...described,
    externalFileName: refersTo('sys/file/data-group', {
      missing: (path) => notFound('Data Group File', path),
    }),
    type: readOnly(),
  },
  hooks: {
    prepare: ({ props, before }, { store, tmos }) => {
      // Before 12.0 a PUT leaves it out and it stays: the Python SDK's data_group.py takes it away for that reason.
      const kept = before?.props.externalFileName;
      if (kept !== undefined && !tmos.atLeast('12.0')) props.externalFileName ??= kept;
      const type = store.find('sys/file/data-group', textAt(props, 'externalFileName') ?? '')?.props.type;
      if (type !== undefined) props.type = type;
    },
  },
};

const ifile: KindDefinition = {
  path: 'ltm/ifile',
  word: 'iFile',
  required: ['fileName'],
  properties: {
    ...described,
    fileName: refersTo('sys/file/ifile', { missing: (path) => notFound('iFile File', path) }),
  },
};

export const fileObjects: readonly KindDefinition[] = [
  { ...dataGroupFile, required: ['type'] },
  ifileFile,
  {
    ...fileKind('sys/file/external-monitor', 'External Monitor File', 33261),
    builtIns: ['arg_example', 'sample_monitor'].map((name) => ({
      name,
      props: {
        checksum: 'SHA1:0:0000000000000000000000000000000000000000',
        createdBy: 'root',
        mode: 33261,
        revision: 1,
        size: 0,
        systemPath: `/config/monitors/${name}`,
        updatedBy: 'root',
      },
    })),
  },
  externalDataGroup,
  ifile,
];
