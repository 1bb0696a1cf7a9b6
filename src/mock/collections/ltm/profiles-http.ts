import type { KindDefinition } from '../../objects/kind.ts';
import { refersTo } from '../../objects/references.ts';
import { noneSince13, word, byVersion } from '../../objects/values.ts';
import { nested, oneOf, since } from '../parts/from-defaults.ts';
import { OWN, profile } from './profile.ts';

// ltm profile http. Captured on 13.1.0.6, 14.1.2.1, 16.0.0 and 16.1.0, the same keys in a client written against
// 17.0.0.1; rfcCompliance from 15.0 and allowWsHeaderName from 16.1 on after AS3 (properties.json).

/** Braces come back as they were sent (Terraform's acceptance tests), others do not (device-facts: escaped-text). */
const escapedInsert = (text: string) => text.replace(/[\\"?]/g, String.raw`\$&`);

const chunking = (before: string) =>
  word(
    ['preserve', 'selective', 'rechunk', 'unchunk', 'sustain'],
    byVersion(['0', before], ['15.0', 'sustain']),
  );

const METHODS = 'CONNECT DELETE GET HEAD LOCK OPTIONS POST PROPFIND PUT TRACE UNLOCK'.split(' ');

const enforcement = nested({
  allowWsHeaderName: since('16.1', 'disabled'),
  excessClientHeaders: oneOf('reject pass-through'),
  excessServerHeaders: oneOf('reject pass-through'),
  knownMethods: METHODS,
  maxHeaderCount: 64,
  maxHeaderSize: 32768,
  maxRequests: 0,
  oversizeClientHeaders: oneOf('reject pass-through'),
  oversizeServerHeaders: oneOf('reject pass-through'),
  pipeline: oneOf('allow pass-through reject'),
  rfcCompliance: since('15.0', 'disabled'),
  truncatedRedirects: 'disabled',
  unknownMethod: oneOf('allow pass-through reject'),
});

const explicitProxy = nested({
  badRequestMessage: 'none',
  badResponseMessage: 'none',
  connectErrorMessage: 'none',
  defaultConnectHandling: 'deny',
  dnsErrorMessage: 'none',
  dnsResolver: 'none',
  hostNames: [],
  ipv6: 'no',
  routeDomain: refersTo('net/route-domain', { initial: noneSince13 }),
  tunnelName: refersTo('vlan', { initial: noneSince13 }),
  tunnelOnAnyRequest: since('15.0', 'no'),
});

const hsts = nested({
  includeSubdomains: 'enabled',
  maximumAge: 16070400,
  mode: 'disabled',
  preload: 'disabled',
});

const HTTP = {
  acceptXff: 'disabled',
  appService: OWN.appService,
  basicAuthRealm: 'none',
  defaultsFrom: OWN.defaultsFrom,
  description: OWN.description,
  encryptCookies: [],
  enforcement,
  explicitProxy,
  fallbackHost: 'none',
  fallbackStatusCodes: [],
  headerErase: 'none',
  headerInsert: 'none',
  hsts,
  insertXforwardedFor: 'disabled',
  lwsSeparator: 'none',
  lwsWidth: 80,
  oneconnectStatusReuse: since('14.0', '200 206'),
  oneconnectTransformations: 'enabled',
  proxyType: { ...oneOf('reverse explicit transparent'), fixed: true },
  redirectRewrite: oneOf('none all matching nodes'),
  requestChunking: chunking('preserve'),
  responseChunking: chunking('selective'),
  responseHeadersPermitted: [],
  serverAgentName: 'BigIP',
  sflow: { pollInterval: 0, pollIntervalGlobal: 'yes', samplingRate: 0, samplingRateGlobal: 'yes' },
  viaHostName: 'none',
  viaRequest: oneOf('append preserve remove', 'preserve'),
  viaResponse: oneOf('append preserve remove', 'preserve'),
  xffAlternativeNames: [],
};

export const httpProfile: KindDefinition = profile({
  type: 'http',
  keys: HTTP,
  // The two others have no parent, and what they differ in is their own.
  builtIns: [
    { name: 'http' },
    {
      name: 'http-explicit',
      props: {
        proxyType: 'explicit',
        explicitProxy: { routeDomain: '/Common/0', tunnelName: '/Common/http-tunnel' },
      },
    },
    {
      name: 'http-transparent',
      props: {
        proxyType: 'transparent',
        enforcement: {
          excessClientHeaders: 'pass-through',
          excessServerHeaders: 'pass-through',
          maxHeaderCount: 32,
          maxHeaderSize: 16384,
          oversizeClientHeaders: 'pass-through',
          oversizeServerHeaders: 'pass-through',
          truncatedRedirects: 'enabled',
        },
      },
    },
  ],
  hooks: {
    view: (props) =>
      typeof props.headerInsert === 'string'
        ? { ...props, headerInsert: escapedInsert(props.headerInsert) }
        : props,
  },
});
