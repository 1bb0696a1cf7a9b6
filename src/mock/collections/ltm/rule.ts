import { mcpd } from '../../wire/errors.ts';
import { inferredCode, inferredText } from '../../inferred.ts';
import { scalarText, textAt } from '../../wire/json.ts';
import type { Draft, KindDefinition, Target, Work } from '../../objects/kind.ts';
import { resolveName } from '../../objects/references.ts';
import { examineRule, type RuleReference } from '../../irules/check.ts';
import { custom, invalid, readOnly, trueFalse } from '../../objects/values.ts';

const LONGEST = 65535;

const LICENSE = [
  '# Copyright 2003-2006, 2012-2013, 2016, 2019.  F5 Networks, Inc.  See End User License Agreement ("EULA")',
  '# for license terms. This is the mock of the rule that ships with a device.',
  '#',
].join('\n');

const SYSTEM = (body: string) =>
  `nodelete nowrite \n${LICENSE}\n${body}\ndefinition-signature ${'bW9jayBzaWduYXR1cmU='.repeat(8)}`;

const REDIRECT = `    when HTTP_REQUEST {
       HTTP::redirect https://[getfield [HTTP::host] ":" 1][HTTP::uri]
    }`;

export const rule: KindDefinition = {
  path: 'ltm/rule',
  word: 'iRule',
  referenceWord: 'rule',
  properties: {
    apiAnonymous: custom((value, { property }) => {
      const input = scalarText(value);
      if (input === undefined) throw invalid(property, value);
      if (Buffer.byteLength(input) > LONGEST) {
        throw mcpd(
          '01020057',
          `The string with more than ${LONGEST} characters cannot be stored in a message.`,
        );
      }
      // Blank lines at both ends go, inner text and CR LF stay (device-facts: irule-text).
      return input.trim();
    }),
    apiRawValues: readOnly(),
    ignoreVerification: trueFalse(),
  },
  builtIns: [
    {
      name: '_sys_https_redirect',
      props: { apiAnonymous: SYSTEM(REDIRECT), apiRawValues: { verificationStatus: 'signature-verified' } },
      hidden: { events: 'HTTP_REQUEST' },
    },
  ],
  hooks: {
    prepare: load,
    references: ({ hidden }) => targets(hidden.uses),
    deleting: (entry) => refuseSystem(entry.props.apiAnonymous, entry.key),
  },
};

function refuseSystem(text: unknown, path: string): void {
  if (typeof text === 'string' && text.startsWith('nodelete nowrite')) {
    throw mcpd(inferredCode.systemRule, inferredText.systemRule(path));
  }
}

function load(draft: Draft, work: Work): void {
  const { props, hidden, name, before } = draft;
  refuseSystem(before?.props.apiAnonymous, name.fullPath);
  const text = textAt(props, 'apiAnonymous');
  if (text === undefined) return;
  const { problems, events, references } = examineRule(withoutSignature(text));
  const found = problems.map(({ line, reason, source }) =>
    problemText(name.fullPath, line, reason, source, work),
  );
  const uses = references.map((reference) => ({ reference, path: resolved(reference, draft, work) }));
  for (const { reference, path } of uses) {
    if (path === name.fullPath || work.store.find(reference.family, path)) continue;
    const what = WHAT[reference.family];
    found.push(
      inferredText.ruleReference(what, reference.name, reference.line, reference.source.split('\n')[0] ?? ''),
    );
  }
  if (found.length > 0) throw mcpd('01070151', `Rule [${name.fullPath}] error: ${found.join('\n')}`);
  hidden.events = events.join(',');
  hidden.uses = uses
    .filter(({ path }) => path !== name.fullPath)
    .map(({ reference, path }) => `${reference.family} ${path}`)
    .join('\n');
}

const WHAT: Readonly<Record<RuleReference['family'], string>> = {
  'ltm/pool': 'pool',
  'ltm/snatpool': 'snatpool',
  'data-group': 'value_list',
  'ltm/rule': 'rule',
  'ltm/virtual': 'virtual server',
};

function problemText(path: string, line: number, reason: string, source: string, { tmos }: Work): string {
  return tmos.atLeast('11.4')
    ? `${path}:${line}: error: [${reason}][${source}]`
    : `\nline ${line}: [${reason}] [${source}]`;
}

function resolved(reference: RuleReference, draft: Draft, work: Work): string {
  const context = {
    tmos: work.tmos,
    store: work.store,
    partition: draft.name.partition,
    property: 'apiAnonymous',
  };
  return resolveName(reference.name, reference.family, context);
}

/** Lines of signed rules that are no Tcl. */
function withoutSignature(text: string): string {
  return text.replace(/^(nodelete nowrite|definition-(signature|checksum) .*)$/gm, '');
}

function targets(uses: string | undefined): readonly Target[] {
  return (uses ?? '')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => ({ family: line.split(' ')[0] ?? '', path: line.split(' ')[1] ?? '' }));
}
