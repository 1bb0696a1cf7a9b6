import type { KindDefinition } from '../kind.ts';
import { refersTo } from '../references.ts';
import { number, text, texts, word } from '../values.ts';
import { fromDefaults, since } from './from-defaults.ts';
import { OWN, profile } from './profile.ts';

// Profiles of FTP, of fast HTTP, of caching and of request logs. Keys and defaults as recorded on 14.1.2.1.

const ftp = profile({
  type: 'ftp',
  properties: fromDefaults(
    {
      allowActiveMode: 'enabled',
      allowFtps: 'disabled',
      appService: OWN.appService,
      defaultsFrom: OWN.defaultsFrom,
      description: OWN.description,
      enforceTlsSessionReuse: 'disabled',
      ftpsMode: 'disallow',
      inheritParentProfile: 'disabled',
      inheritVlanList: 'disabled',
      logProfile: 'none',
      logPublisher: 'none',
      port: 20,
      security: 'disabled',
      translateExtended: 'enabled',
    },
    {
      // Valid from 14.0 on (AS3#746); Terraform leaves them out before.
      allowActiveMode: since('14.0', word(['enabled', 'disabled'], 'enabled')),
      enforceTlsSessionReuse: since('14.0', word(['enabled', 'disabled'], 'disabled')),
      ftpsMode: since('14.0', word(['disallow', 'allow', 'require'], 'disallow')),
      port: number(20, { max: 65535 }),
    },
  ),
  builtIns: [{ name: 'ftp' }],
});

const fasthttp: KindDefinition = {
  ...profile({
    type: 'fasthttp',
    properties: fromDefaults(
      {
        appService: OWN.appService,
        clientCloseTimeout: 5,
        connpoolIdleTimeoutOverride: 0,
        connpoolMaxReuse: 0,
        connpoolMaxSize: 2048,
        connpoolMinSize: 0,
        connpoolReplenish: 'enabled',
        connpoolStep: 4,
        defaultsFrom: OWN.defaultsFrom,
        description: OWN.description,
        forceHttp_10Response: 'disabled',
        hardwareSynCookie: 'disabled',
        headerInsert: 'none',
        http_11CloseWorkarounds: 'disabled',
        idleTimeout: 300,
        insertXforwardedFor: 'disabled',
        layer_7: 'enabled',
        maxHeaderSize: 32768,
        maxRequests: 0,
        mssOverride: 0,
        receiveWindowSize: 0,
        resetOnTimeout: 'enabled',
        serverCloseTimeout: 5,
        serverSack: 'disabled',
        serverTimestamp: 'disabled',
        uncleanShutdown: 'disabled',
      },
      { uncleanShutdown: word(['enabled', 'disabled', 'fast'], 'disabled') },
    ),
    builtIns: [{ name: 'fasthttp' }],
  }),
  // go-bigip sends the step of the connection pool under the name of another profile's key; devices take it.
  ignores: ['deferredAccept'],
};

const webAcceleration = profile({
  type: 'web-acceleration',
  properties: {
    ...fromDefaults(
      {
        appService: OWN.appService,
        applications: [],
        cacheAgingRate: 9,
        cacheClientCacheControlMode: 'all',
        cacheInsertAgeHeader: 'enabled',
        cacheMaxAge: 3600,
        cacheMaxEntries: 10000,
        cacheObjectMaxSize: 50000,
        cacheObjectMinSize: 500,
        cacheSize: 100,
        cacheUriExclude: [],
        cacheUriInclude: ['.*'],
        cacheUriIncludeOverride: [],
        cacheUriPinned: [],
        defaultsFrom: OWN.defaultsFrom,
        metadataCacheMaxSize: 25,
      },
      {
        cacheAgingRate: number(9, { max: 10 }),
        cacheClientCacheControlMode: word(['all', 'max-age', 'none'], 'all'),
        cacheUriInclude: texts(['.*']),
      },
    ),
  },
  builtIns: [
    { name: 'webacceleration' },
    child('optimized-acceleration', { cacheObjectMaxSize: 67108864, cacheObjectMinSize: 0, cacheSize: 6144 }),
    child('optimized-caching', {
      cacheMaxAge: 86400,
      cacheObjectMaxSize: 2000000,
      cacheObjectMinSize: 0,
      cacheSize: 10,
    }),
  ],
});

function child(name: string, props: Readonly<Record<string, number>>) {
  return { name, props: { defaultsFrom: '/Common/webacceleration', ...props } };
}

const logPool = () => refersTo('ltm/pool', { initial: 'none' });
const logProtocol = () => word(['mds-tcp', 'mds-udp'], 'mds-udp');
const template = () => text('none');

const requestLog = profile({
  type: 'request-log',
  properties: fromDefaults(
    {
      appService: OWN.appService,
      defaultsFrom: OWN.defaultsFrom,
      description: OWN.description,
      logRequestLoggingErrors: 'no',
      logResponseByDefault: 'yes',
      logResponseLoggingErrors: 'disabled',
      proxyCloseOnError: 'no',
      proxyRespondOnLoggingError: 'no',
      proxyResponse: 'none',
      requestLogErrorPool: 'none',
      requestLogErrorProtocol: 'mds-udp',
      requestLogErrorTemplate: 'none',
      requestLogPool: 'none',
      requestLogProtocol: 'mds-udp',
      requestLogTemplate: 'none',
      requestLogging: 'disabled',
      responseLogErrorPool: 'none',
      responseLogErrorProtocol: 'mds-udp',
      responseLogErrorTemplate: 'none',
      responseLogPool: 'none',
      responseLogProtocol: 'mds-udp',
      responseLogTemplate: 'none',
      responseLogging: 'disabled',
    },
    {
      ...Object.fromEntries(
        ['requestLog', 'requestLogError', 'responseLog', 'responseLogError'].flatMap((name) => [
          [`${name}Pool`, logPool()],
          [`${name}Protocol`, logProtocol()],
          [`${name}Template`, template()],
        ]),
      ),
    },
  ),
  builtIns: [{ name: 'request-log' }],
});

export const applicationProfiles: readonly KindDefinition[] = [ftp, fasthttp, webAcceleration, requestLog];
