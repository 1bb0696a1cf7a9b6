import { notFound, tmsh } from '../../wire/errors.ts';
import { inferredText } from '../../inferred.ts';
import { isList, type Json } from '../../wire/json.ts';
import type { Draft, KindDefinition, Properties } from '../../objects/kind.ts';
import { refersTo } from '../../objects/references.ts';
import { custom, flag, listOfTexts, number, rawText, text } from '../../objects/values.ts';

// Conditions and actions of policy rules. Which words go together is not checked here, only that each is
// known; what a device adds on its own account is added (device-facts: policy-read-back).

const flags = (names: string): Properties =>
  Object.fromEntries(
    names
      .trim()
      .split(/\s+/)
      .map((name) => [name, flag()]),
  );

const TESTS = [
  'startsWith',
  'endsWith',
  'contains',
  'equals',
  'exists',
  'less',
  'greater',
  'lessOrEqual',
  'greaterOrEqual',
  'matches',
];

const CONDITION_FLAGS = `address all caseInsensitive caseSensitive cipher cipherBits clientAccepted clientSsl commonName contains
  countryCode endsWith equals exists extension external greater greaterOrEqual host httpBasicAuth httpCookie httpHeader
  httpHost httpMethod httpReferer httpStatus httpUri httpUserAgent httpVersion internal key less lessOrEqual local
  matches missing mss not path pathSegment port present protocol proxyConnect proxyRequest proxyResponse queryParameter
  queryString remote request response route rtt scheme serverName sslClientHello sslExtension sslServerHandshake sslServerHello startsWith tcp text
  unnamedQueryParameter username value version vlan websocket wsRequest wsResponse`;

/** The moments a condition looks at or an action happens at; `request` when none is named. */
const LATER = [
  'response',
  'wsRequest',
  'wsResponse',
  'sslClientHello',
  'sslServerHello',
  'sslServerHandshake',
  'clientAccepted',
  'proxyRequest',
  'proxyConnect',
  'proxyResponse',
];

/** What is printed unless its opposite was asked for. */
const ASSUMED: readonly (readonly [string, readonly string[]])[] = [
  ['caseInsensitive', ['caseSensitive']],
  ['external', ['internal']],
  ['present', ['missing']],
  ['remote', ['local']],
  ['request', LATER],
];

export const conditions: KindDefinition = {
  path: 'conditions',
  word: 'Policy Condition',
  naming: 'plain',
  properties: {
    ...flags(CONDITION_FLAGS),
    datagroup: refersTo('data-group', { missing: (path) => notFound('value list', path) }),
    expirySecs: number(),
    index: number(0),
    tmName: text(),
    values: custom((value, { property }) => (isList(value) ? value : listOfTexts(value, property))),
  },
  hooks: {
    prepare: ({ props }) => {
      for (const [name, opposites] of ASSUMED) {
        if (!opposites.some((opposite) => props[opposite] === true)) props[name] = true;
      }
      if (props.values !== undefined && !TESTS.some((test) => props[test] === true)) props.equals = true;
    },
  },
};

const ACTION_FLAGS = `asm cache clientAccepted compress connection cookieHash cookieInsert cookiePassive cookieRewrite decompress
  disable discard enable forward http httpCookie httpHeader httpHost httpReferer httpReply httpSetCookie httpUri ifile
  insert l7dos log ltmPolicy persist proxyConnect proxyRequest proxyResponse redirect remove replace request requestAdapt reset response responseAdapt select
  serverSsl setVariable shutdown sslClientHello sslServerHandshake sslServerHello sourceAddress tcl tcpNagle universal wam websocket write wsRequest wsResponse drop`;

export const actions: KindDefinition = {
  path: 'actions',
  word: 'Policy Action',
  naming: 'plain',
  properties: {
    ...flags(ACTION_FLAGS),
    code: number(0),
    clonePool: refersTo('ltm/pool'),
    expiry: text(),
    expirySecs: number(0),
    expression: rawText(),
    facility: text(),
    host: text(),
    key: text(),
    length: number(0),
    location: rawText(),
    message: rawText(),
    node: text(),
    offset: number(0),
    path: rawText(),
    policy: text(),
    pool: refersTo('ltm/pool'),
    port: number(0),
    priority: text(),
    queryString: rawText(),
    snat: text(),
    snatpool: refersTo('ltm/snatpool'),
    status: number(0),
    text: rawText(),
    timeout: number(0),
    tmName: text(),
    value: rawText(),
    virtual: refersTo('ltm/virtual'),
    vlan: text(),
    vlanId: number(0),
  },
  hooks: { prepare: prepareAction },
};

function prepareAction({ props }: Draft): void {
  refuseBoth(props, 'select', 'replace');
  refuseBoth(props, 'insert', 'remove');
  if (!LATER.some((name) => props[name] === true)) props.request = true;
}

/** One action does one thing; a PATCH that turns it into another trips here (captured TF#809). */
function refuseBoth(props: Readonly<Record<string, Json>>, one: string, other: string): void {
  if (props[one] === true && props[other] === true) throw tmsh(inferredText.exclusive(one, other));
}
