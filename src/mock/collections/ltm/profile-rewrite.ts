import { isList, isObject, type Json, type JsonObject, scalarText } from '../../wire/json.ts';
import type { KindDefinition, Property } from '../../objects/kind.ts';
import { refersTo } from '../../objects/references.ts';
import { block, enabled, invalid, rawText, text, texts, trueFalse, word } from '../../objects/values.ts';
import type { Keys } from '../parts/from-defaults.ts';
import { child, OWN, profile } from './profile.ts';

// Rewrite profiles and their URI rules. Keys and defaults as recorded on 14.1.2.1; the keys of rules as
// Terraform sends and reads them.

const side = () =>
  block({ host: text('none'), path: rawText('/'), port: text('none'), scheme: text('none') });

const uriRules: KindDefinition = {
  path: 'uri-rules',
  word: 'Rewrite Profile URI Rule',
  naming: 'plain',
  properties: {
    appService: text(),
    client: side(),
    server: side(),
    type: word(['request', 'response', 'both'], 'both'),
  },
};

/** `[{name, client: {domain, path}, server: {domain, path}}]`. */
const setCookieRules: Property = {
  normalise: (value, { property }) => {
    if (value === 'none') return undefined;
    if (!isList(value)) throw invalid(property, value);
    return value.length === 0 ? undefined : value.map((rule) => cookieRule(rule, property));
  },
};

function cookieRule(rule: Json, property: string): JsonObject {
  const name = isObject(rule) ? scalarText(rule.name) : undefined;
  if (!isObject(rule) || name === undefined) throw invalid(property, rule);
  return { name, client: scope(rule.client), server: scope(rule.server) };
}

function scope(input: Json | undefined): JsonObject {
  const { domain = 'none', path = '/' } = isObject(input) ? input : {};
  return { domain, path };
}

const certificate = (family: string, initial: string) => refersTo(family, { initial });

const keys: Keys = {
  bypassList: texts([]),
  clientCachingType: word(['cache-css-js', 'cache-all', 'no-cache', 'cache-img-css-js'], 'cache-css-js'),
  defaultsFrom: OWN.defaultsFrom,
  javaCaFile: certificate('sys/file/ssl-cert', '/Common/ca-bundle.crt'),
  javaCrl: text('none'),
  javaSignKey: certificate('sys/file/ssl-key', '/Common/default.key'),
  javaSigner: certificate('sys/file/ssl-cert', '/Common/default.crt'),
  locationSpecific: trueFalse('false'),
  request: block({
    insertXforwardedFor: enabled('enabled'),
    insertXforwardedHost: enabled('disabled'),
    insertXforwardedProto: enabled('disabled'),
    rewriteHeaders: enabled('enabled'),
  }),
  response: block({ rewriteContent: enabled('enabled'), rewriteHeaders: enabled('enabled') }),
  rewriteList: texts([]),
  rewriteMode: word(['portal', 'uri-translation'], 'portal'),
  setCookieRules,
  splitTunneling: trueFalse('false'),
};

export const rewriteProfile: KindDefinition = {
  ...profile({
    type: 'rewrite',
    keys,
    builtIns: [
      { name: 'rewrite' },
      child('rewrite-portal', 'rewrite'),
      child('rewrite-uri-translation', 'rewrite', { rewriteMode: 'uri-translation' }),
    ],
  }),
  children: [uriRules],
};
