import type { KindDefinition } from '../objects/kind.ts';
import { policy, strategy } from './ltm/policy.ts';
import { user } from './auth/user.ts';
import { cipherGroup, cipherRule } from './ltm/cipher.ts';
import { cliScript } from './sys/cli-script.ts';
import { dataGroup } from './ltm/data-group.ts';
import { device, deviceGroup, trustDomain } from './cm/device.ts';
import { applicationService } from './sys/application-service.ts';
import { globalSettings } from './sys/global-settings.ts';
import { provision } from './sys/provision.ts';
import { selfAllow } from './net/self-allow.ts';
import { authSettings } from './auth/settings.ts';
import { ltmSettings } from './ltm/global-settings.ts';
import { netGlobals } from './net/globals.ts';
import { db } from './sys/db.ts';
import { fileObjects } from './sys/file-object.ts';
import { folder, partition } from './sys/folder.ts';
import { netInterface, trunk } from './net/interface.ts';
import { defaultNodeMonitor } from './ltm/default-node-monitor.ts';
import { probingMonitors } from './ltm/monitors.ts';
import { plainMonitors } from './ltm/monitors-plain.ts';
import { serviceMonitors } from './ltm/monitors-services.ts';
import { nat, snat } from './ltm/nat.ts';
import { node } from './ltm/node.ts';
import { persistenceKinds } from './ltm/persistence.ts';
import { pool } from './ltm/pool.ts';
import { rewriteProfile } from './ltm/profile-rewrite.ts';
import { cachingProfiles } from './ltm/profiles-caching.ts';
import { clientSsl } from './ltm/profiles-client-ssl.ts';
import { httpProfile } from './ltm/profiles-http.ts';
import { applicationProfiles } from './ltm/profiles-application.ts';
import { serverSsl } from './ltm/profiles-server-ssl.ts';
import { addressList, portList, trafficMatchingCriteria } from './ltm/traffic-matching.ts';
import { trafficProfiles } from './ltm/profiles-traffic.ts';
import { webProfiles } from './ltm/profiles-web.ts';
import { rareProfiles } from './ltm/profiles-rare.ts';
import { arp, dnsResolver } from './net/resolver.ts';
import { route, routeDomain } from './net/route.ts';
import { rule } from './ltm/rule.ts';
import { self } from './net/self.ts';
import { snmp } from './sys/snmp.ts';
import { snatpool, snatTranslation } from './ltm/snat.ts';
import { sslCert, sslKey } from './sys/ssl-file.ts';
import { dns, ntp } from './sys/time-and-names.ts';
import { trafficClass } from './ltm/traffic-class.ts';
import { trafficGroupKind } from './cm/traffic-group.ts';
import { virtual } from './ltm/virtual.ts';
import { virtualAddress } from './ltm/virtual-address.ts';
import { tunnel, tunnelProfiles } from './net/tunnel.ts';
import { vlan } from './net/vlan.ts';
import { httpd, sshd } from './sys/access-services.ts';
import { haGroup } from './sys/ha-group.ts';
import { logConfig } from './sys/log-config.ts';
import { remoteAuth } from './auth/remote-auth.ts';
import { syslog } from './sys/syslog.ts';
import { systemLists } from './sys/system-lists.ts';
import { systemSettings } from './sys/system-settings.ts';

/** Every collection. A new one is a file and a line here. */
export const DEFINITIONS: readonly KindDefinition[] = [
  folder,
  partition,
  user,
  trafficGroupKind,
  cliScript,
  device,
  deviceGroup,
  trustDomain,
  globalSettings,
  provision,
  dns,
  ntp,
  db,
  applicationService,
  httpd,
  sshd,
  syslog,
  snmp,
  haGroup,
  ...logConfig,
  ...systemLists,
  ...systemSettings,
  ...authSettings,
  ...ltmSettings,
  ...netGlobals,
  ...remoteAuth,
  netInterface,
  trunk,
  ...tunnelProfiles,
  tunnel,
  vlan,
  routeDomain,
  self,
  selfAllow,
  route,
  arp,
  dnsResolver,
  sslCert,
  sslKey,
  cipherRule,
  cipherGroup,
  ...probingMonitors,
  ...plainMonitors,
  ...serviceMonitors,
  ...trafficProfiles,
  httpProfile,
  ...webProfiles,
  ...applicationProfiles,
  ...cachingProfiles,
  rewriteProfile,
  clientSsl,
  serverSsl,
  ...rareProfiles,
  ...persistenceKinds,
  ...fileObjects,
  dataGroup,
  defaultNodeMonitor,
  node,
  pool,
  rule,
  snatTranslation,
  snatpool,
  nat,
  snat,
  trafficClass,
  addressList,
  portList,
  trafficMatchingCriteria,
  virtualAddress,
  strategy,
  policy,
  virtual,
];
