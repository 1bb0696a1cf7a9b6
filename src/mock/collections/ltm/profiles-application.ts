import { notFound } from '../../wire/errors.ts';
import type { KindDefinition } from '../../objects/kind.ts';
import { refersTo } from '../../objects/references.ts';
import { noneSince13 } from '../../objects/values.ts';
import { oneOf, since, type Keys } from '../parts/from-defaults.ts';
import { OWN, profile } from './profile.ts';

// Profiles of other protocols, and types that clients only list while they look for the type of a name (clients.md):
// of those (`listed`) the mock keeps only built-ins. Keys as captured on 14.1.2.1, diameter and sip also on 16.1.3.3,
// fasthttp on 16.0.0.

const publisher = refersTo('sys/log-config/publisher', {
  initial: noneSince13,
  missing: (path) => notFound('log publisher', path),
});

const open = (type: string, keys: Keys) => profile({ type, keys, builtIns: [{ name: type }] });
const listed = (type: string, name: string, keys: Keys): KindDefinition => ({
  ...profile({ type, keys, builtIns: [{ name }] }),
  methods: ['GET'],
});

const fasthttpKeys: Keys = {
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
  uncleanShutdown: oneOf('enabled disabled fast', 'disabled'),
};

/** go-bigip sends the step of the connection pool under the name of another profile's key; devices take it. */
const fasthttp: KindDefinition = {
  ...profile({ type: 'fasthttp', keys: fasthttpKeys, builtIns: [{ name: 'fasthttp' }] }),
  ignores: ['deferredAccept'],
};

const diameter = open('diameter', {
  appService: OWN.appService,
  connectionPrime: 'disabled',
  defaultsFrom: OWN.defaultsFrom,
  description: OWN.description,
  destinationRealm: 'none',
  handshakeTimeout: 10,
  hostIpRewrite: 'enabled',
  maxRetransmitAttempts: 1,
  maxWatchdogFailure: 10,
  originHostToClient: 'none',
  originHostToServer: 'none',
  originRealmToClient: 'none',
  originRealmToServer: 'none',
  parentAvp: 'none',
  persistAvp: 'Session-Id',
  resetOnTimeout: 'enabled',
  retransmitTimeout: 10,
  watchdogTimeout: 0,
});

const sip = open('sip', {
  algEnable: 'disabled',
  appService: OWN.appService,
  community: 'none',
  defaultsFrom: OWN.defaultsFrom,
  description: OWN.description,
  dialogAware: 'disabled',
  dialogEstablishmentTimeout: 10,
  enableSipFirewall: 'no',
  insertRecordRouteHeader: 'disabled',
  insertViaHeader: 'disabled',
  logProfile: 'none',
  logPublisher: publisher,
  maxMediaSessions: 6,
  maxRegistrations: 100,
  maxSessionsPerRegistration: 50,
  maxSize: 65535,
  registrationTimeout: 3600,
  rtpProxyStyle: 'symmetric',
  secureViaHeader: 'disabled',
  security: 'disabled',
  sipSessionTimeout: 300,
  terminateOnBye: 'enabled',
  userViaHeader: 'none',
});

const dns = open('dns', {
  appService: OWN.appService,
  avrDnsstatSampleRate: 0,
  cache: 'none',
  defaultsFrom: OWN.defaultsFrom,
  description: OWN.description,
  dnsSecurity: 'none',
  dns64: 'disabled',
  dns64AdditionalSectionRewrite: 'disabled',
  dns64Prefix: 'any6',
  edns0ClientSubnetInsert: since('14.0', 'disabled'),
  enableCache: 'no',
  enableDnsExpress: 'yes',
  enableDnsFirewall: 'no',
  enableDnssec: 'yes',
  enableGtm: 'yes',
  enableHardwareQueryValidation: 'no',
  enableHardwareResponseCache: 'no',
  enableLogging: 'no',
  enableRapidResponse: 'no',
  logProfile: 'none',
  processRd: 'yes',
  processXfr: 'no',
  rapidResponseLastAction: 'drop',
  unhandledQueryAction: 'allow',
  useLocalBind: 'yes',
});

/** Terraform leaves the keys of 14.0 out on 12.x and 13.x, and no other: its code asks for the version. */
const ftp = profile({
  type: 'ftp',
  keys: {
    allowActiveMode: since('14.0', 'enabled'),
    allowFtps: 'disabled',
    appService: OWN.appService,
    defaultsFrom: OWN.defaultsFrom,
    description: OWN.description,
    enforceTlsSessionReuse: since('14.0', 'disabled'),
    ftpsMode: since('14.0', oneOf('disallow allow require')),
    inheritParentProfile: 'disabled',
    inheritVlanList: 'disabled',
    logProfile: 'none',
    logPublisher: publisher,
    port: 20,
    security: 'disabled',
    translateExtended: 'enabled',
  },
  builtIns: [{ name: 'ftp' }],
});

const html = listed('html', 'html', {
  appService: OWN.appService,
  contentDetection: 'disabled',
  contentSelection: ['text/html', 'text/xhtml'],
  defaultsFrom: OWN.defaultsFrom,
  description: OWN.description,
});

/** Of the other types on a device only the name space is known to matter: nothing but their envelope. */
const session = { ...listed('session', 'sipsession', OWN), path: 'ltm/message-routing/sip/profile/session' };

export const applicationProfiles: readonly KindDefinition[] = [
  fasthttp,
  diameter,
  sip,
  session,
  dns,
  ftp,
  html,
];
