import type { KindDefinition } from '../../objects/kind.ts';
import { refersTo } from '../../objects/references.ts';
import { number } from '../../objects/values.ts';
import { oneOf } from '../parts/from-defaults.ts';
import { child, OWN, profile } from './profile.ts';

// Profiles of caching and of request logs. Keys and defaults as recorded on 14.1.2.1.

const webAcceleration = profile({
  type: 'web-acceleration',
  keys: {
    appService: OWN.appService,
    applications: [],
    cacheAgingRate: number(9, { max: 10 }),
    cacheClientCacheControlMode: oneOf('all max-age none'),
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
  builtIns: [
    { name: 'webacceleration' },
    child('optimized-acceleration', 'webacceleration', {
      cacheObjectMaxSize: 67108864,
      cacheObjectMinSize: 0,
      cacheSize: 6144,
    }),
    child('optimized-caching', 'webacceleration', {
      cacheMaxAge: 86400,
      cacheObjectMaxSize: 2000000,
      cacheObjectMinSize: 0,
      cacheSize: 10,
    }),
  ],
});

const logPool = () => refersTo('ltm/pool', { initial: 'none' });
const protocol = () => oneOf('mds-udp mds-tcp');

const requestLog = profile({
  type: 'request-log',
  keys: {
    appService: OWN.appService,
    defaultsFrom: OWN.defaultsFrom,
    description: OWN.description,
    logRequestLoggingErrors: 'no',
    logResponseByDefault: 'yes',
    logResponseLoggingErrors: 'disabled',
    proxyCloseOnError: 'no',
    proxyRespondOnLoggingError: 'no',
    proxyResponse: 'none',
    requestLogErrorPool: logPool(),
    requestLogErrorProtocol: protocol(),
    requestLogErrorTemplate: 'none',
    requestLogPool: logPool(),
    requestLogProtocol: protocol(),
    requestLogTemplate: 'none',
    requestLogging: 'disabled',
    responseLogErrorPool: logPool(),
    responseLogErrorProtocol: protocol(),
    responseLogErrorTemplate: 'none',
    responseLogPool: logPool(),
    responseLogProtocol: protocol(),
    responseLogTemplate: 'none',
    responseLogging: 'disabled',
  },
  builtIns: [{ name: 'request-log' }],
});

export const cachingProfiles: readonly KindDefinition[] = [webAcceleration, requestLog];
