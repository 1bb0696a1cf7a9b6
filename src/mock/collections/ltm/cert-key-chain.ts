import { mcpd } from '../../wire/errors.ts';
import { isList, isObject, type Json, scalarText, sameJson, shown, textAt } from '../../wire/json.ts';
import type { Draft, Hooks, Work } from '../../objects/kind.ts';
import type { Tmos } from '../../tmos.ts';
import { linkSegment } from '../../wire/names.ts';
import { resolveName } from '../../objects/references.ts';
import { printOptions } from './ssl-keys.ts';
import { checkPairs } from '../sys/ssl-file.ts';
import { custom, invalid } from '../../objects/values.ts';

/** Chains as sent: names of files, made full; a chain of its own name each. */
export const certKeyChain = custom(
  (value, context) => {
    if (value === 'none') return undefined;
    if (!isList(value)) throw invalid(context.property, value);
    return value.map((item, index) => {
      if (!isObject(item)) throw invalid(context.property, item);
      const path = (name: string, family: string) => {
        const input = textAt(item, name);
        return input === undefined || input === 'none' || input === ''
          ? 'none'
          : resolveName(input, family, context);
      };
      return {
        name: scalarText(item.name) ?? `chain_${index}`,
        appService: 'none',
        cert: path('cert', 'sys/file/ssl-cert'),
        chain: path('chain', 'sys/file/ssl-cert'),
        key: path('key', 'sys/file/ssl-key'),
        usage: textAt(item, 'usage') ?? 'SERVER',
      };
    });
  },
  [
    {
      name: 'default',
      appService: 'none',
      cert: '/Common/default.crt',
      chain: 'none',
      key: '/Common/default.key',
      usage: 'SERVER',
    },
  ],
);

export const CLIENT_HOOKS: Hooks = {
  prepare: prepareChain,
  references: ({ props }) => {
    const chains = isList(props.certKeyChain) ? props.certKeyChain.filter(isObject) : [];
    return chains.flatMap((chain) => [
      ...['cert', 'chain'].flatMap((name) => target('sys/file/ssl-cert', chain[name])),
      ...target('sys/file/ssl-key', chain.key),
    ]);
  },
  check: (profile, work) => {
    const { props } = profile;
    const { store } = work;
    for (const chain of isList(props.certKeyChain) ? props.certKeyChain.filter(isObject) : []) {
      for (const [name, family, what] of [
        ['cert', 'sys/file/ssl-cert', 'certificate'],
        ['chain', 'sys/file/ssl-cert', 'certificate'],
        ['key', 'sys/file/ssl-key', 'key'],
      ] as const) {
        const path = textAt(chain, name) ?? 'none';
        if (path !== 'none' && !store.find(family, path)) {
          throw mcpd('01070277', `The requested ${what} (${path}) was not found.`);
        }
      }
    }
    checkPairs(profile, work);
  },
  view: (props, _entry, _store, tmos) => {
    if (!isList(props.certKeyChain)) return printOptions(props, tmos);
    const withLinks = props.certKeyChain.filter(isObject).map((chain) => {
      const {
        name = '',
        appService = 'none',
        cert = 'none',
        chain: bundle = 'none',
        key: keyFile = 'none',
        usage = 'SERVER',
      } = chain;
      const link = (kind: string, value: Json) => ({
        link: `https://localhost/mgmt/tm/sys/file/${kind}/${linkSegment(shown(value))}?ver=${tmos.text}`,
      });
      return {
        name,
        appService,
        cert,
        ...(cert === 'none' ? {} : { certReference: link('ssl-cert', cert) }),
        chain: bundle,
        ...(bundle === 'none' ? {} : { chainReference: link('ssl-cert', bundle) }),
        key: keyFile,
        ...(keyFile === 'none' ? {} : { keyReference: link('ssl-key', keyFile) }),
        // Absent on 13.0.0, there on 14.1.2.1; 14.0 after AS3.
        ...(tmos.atLeast('14.0') ? { usage } : {}),
      };
    });
    return { ...printOptions(props, tmos), certKeyChain: withLinks };
  },
};

const target = (family: string, value: Json | undefined) =>
  typeof value === 'string' && value !== 'none' ? [{ family, path: value }] : [];

/**
 * `cert`, `key` and `chain` on top repeat the first chain; both forms at once are refused (TF#449), unless they
 * say the same, as an object does that is written back as it was read [inferred].
 */
function prepareChain({ input, props, own, name }: Draft, work: Work): void {
  const chains = isList(props.certKeyChain) ? props.certKeyChain.filter(isObject) : [];
  const [first = {}] = chains;
  const sent = ['cert', 'key', 'chain', 'passphrase'].filter(
    (word) => input[word] !== undefined && input[word] !== null,
  );
  const isBoth = isList(input.certKeyChain) && input.certKeyChain.length > 0;
  const onTop = isBoth ? sent.filter((word) => (props[word] ?? 'none') !== (first[word] ?? 'none')) : sent;
  if (isBoth && onTop.length > 0) {
    const text = 'cert-key-chain and profile cert/key/chain/passphrase options cannot be specified together.';
    throw mcpd('01b4002a', `Client SSL profile (${name.fullPath}):${text}`);
  }
  if (onTop.length > 0) {
    const { cert = 'none', key = 'none', chain = 'none' } = props;
    props.certKeyChain = [{ name: 'default', appService: 'none', cert, chain, key, usage: 'SERVER' }];
    own.add('certKeyChain');
  } else {
    for (const word of ['cert', 'key', 'chain']) setFile(props, word, first[word], work.tmos);
  }
  const parent = work.store.find('profile', textAt(props, 'defaultsFrom') ?? '');
  if (!parent || sameJson(parent.props.certKeyChain, props.certKeyChain)) own.delete('certKeyChain');
  // The root has nobody to inherit from (captured on 14.1.2.1 and 16.0.0).
  props.inheritCertkeychain = own.has('certKeyChain') || !parent ? 'false' : 'true';
}

/** Before 13.0 a file that is not set is not printed at all. */
function setFile(props: Record<string, Json>, word: string, file: Json | undefined, tmos: Tmos): void {
  if (file !== undefined && file !== 'none') props[word] = file;
  else if (tmos.atLeast('13.0')) props[word] = 'none';
  else Reflect.deleteProperty(props, word);
}
