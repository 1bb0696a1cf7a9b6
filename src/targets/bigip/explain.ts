import { MASK } from '../../model/mask.ts';
import { asText } from '../../model/object.ts';
import type { Phase } from '../../plan/phase.ts';
import type { ExplainedStep, Explanation, RenderedRequest } from '../../run/target.ts';
import type { WriteRequest } from './icontrol/write/requests.ts';
import { resourceOf } from './resources/registry.ts';
import { commandOf } from './tmsh/command.ts';
import type { ScriptInput } from './tmsh/script.ts';
import { typedWords } from './tmsh/text.ts';

const TITLES: Readonly<Record<Phase['name'], string>> = {
  prepare: 'First, one by one: what cannot be made in a transaction.',
  transaction: 'In one transaction: all of it takes effect, or none.',
  'clean-up': 'Last, one by one.',
};

/** Every request with what it is for and with its command, and what is done when all are in effect. */
export function explain(
  { phases, archive }: Pick<ScriptInput, 'phases' | 'archive'>,
  shown: (request: WriteRequest) => RenderedRequest,
): Explanation {
  return {
    shell: 'tmsh',
    parts: [
      ...phases.map(({ name, changing, listing }) => ({
        title: TITLES[name],
        steps: [
          ...changing.map((request) => stepOf(request, shown(request), aboutOf(request))),
          ...listing.map((request) => stepOf(request, shown(request), INVENTORY)),
        ],
      })),
      { title: 'When it is in effect:', steps: [saving(), ...(archive ? [archiving(archive)] : [])] },
    ],
    closing:
      'The how-to is Kaazing’s “Configure F5 BIG-IP Load Balancing”, which does these by hand. Its steps 1 to 4 and 13 to ' +
      '15 are done elsewhere: on the gateways and on the clients.',
  };
}

interface About {
  readonly label: string;
  readonly purpose: string;
  readonly howTo?: string;
}

/** What a request is for: to make an object, or to set what cannot be set when it is made. */
function aboutOf({ method, object }: WriteRequest): About {
  const { label, purpose, howTo, owned } = resourceOf(object.kind);
  const isLater = method === 'PATCH' && owned;
  return {
    label,
    purpose: isLater ? 'What is set once it is there.' : purpose,
    ...(howTo === undefined ? {} : { howTo }),
  };
}

const INVENTORY: About = {
  label: 'data-group',
  purpose: 'The inventory: which spec has made what. What it does not list is never changed or deleted.',
};

function stepOf(request: WriteRequest, shown: RenderedRequest, { label, ...about }: About): ExplainedStep {
  const text = request.body?.apiAnonymous;
  return {
    title: `${label} ${request.object.path}`,
    ...about,
    request: text === undefined ? shown : { ...shown, body: { ...request.body, apiAnonymous: '…' } },
    command: typedWords(commandOf(request)),
    ...(text === undefined ? {} : { text: asText(text) }),
  };
}

function saving(): ExplainedStep {
  return {
    title: 'save',
    purpose: 'Makes the running configuration outlast a restart.',
    howTo: 'step 12',
    request: { method: 'POST', uri: '/mgmt/tm/sys/config', body: { command: 'save' } },
    command: ['save', 'sys', 'config'],
  };
}

function archiving({ name, isEncrypted }: Required<ScriptInput>['archive']): ExplainedStep {
  const options = isEncrypted ? { options: [{ passphrase: MASK }] } : {};
  return {
    title: `archive ${name}`,
    purpose: 'The whole configuration in one file on the device.',
    howTo: 'step 12',
    request: { method: 'POST', uri: '/mgmt/tm/task/sys/ucs', body: { command: 'save', name, ...options } },
    command: ['save', 'sys', 'ucs', name, ...(isEncrypted ? ['passphrase', MASK] : [])],
  };
}
