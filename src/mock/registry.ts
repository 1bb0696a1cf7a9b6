import type { KindDefinition } from './kind.ts';
import { policy, strategy } from './collections/policy.ts';
import { user } from './collections/user.ts';
import { cipherGroup, cipherRule } from './collections/cipher.ts';
import { cliScript } from './collections/cli-script.ts';
import { dataGroup } from './collections/data-group.ts';
import {
  applicationService,
  device,
  deviceGroup,
  globalSettings,
  provision,
  selfAllow,
  trustDomain,
} from './collections/device.ts';
import { db } from './collections/db.ts';
import { fileObjects } from './collections/file-object.ts';
import { folder, partition } from './collections/folder.ts';
import { netInterface, trunk } from './collections/interface.ts';
import { defaultNodeMonitor } from './collections/default-node-monitor.ts';
import { probingMonitors } from './collections/monitors.ts';
import { plainMonitors } from './collections/monitors-plain.ts';
import { serviceMonitors } from './collections/monitors-services.ts';
import { nat, snat } from './collections/nat.ts';
import { node } from './collections/node.ts';
import { persistenceKinds } from './collections/persistence.ts';
import { pool } from './collections/pool.ts';
import { rewriteProfile } from './collections/profile-rewrite.ts';
import { cachingProfiles } from './collections/profiles-caching.ts';
import { clientSsl } from './collections/profiles-client-ssl.ts';
import { httpProfile } from './collections/profiles-http.ts';
import { applicationProfiles } from './collections/profiles-application.ts';
import { serverSsl } from './collections/profiles-server-ssl.ts';
import { addressList, portList, trafficMatchingCriteria } from './collections/traffic-matching.ts';
import { trafficProfiles } from './collections/profiles-traffic.ts';
import { webProfiles } from './collections/profiles-web.ts';
import { rareProfiles } from './collections/profiles-rare.ts';
import { arp, dnsResolver } from './collections/resolver.ts';
import { route, routeDomain } from './collections/route.ts';
import { rule } from './collections/rule.ts';
import { self } from './collections/self.ts';
import { snmp } from './collections/snmp.ts';
import { snatpool, snatTranslation } from './collections/snat.ts';
import { sslCert, sslKey } from './collections/ssl-file.ts';
import { dns, ntp } from './collections/time-and-names.ts';
import { trafficClass } from './collections/traffic-class.ts';
import { trafficGroupKind } from './collections/traffic-group.ts';
import { virtual } from './collections/virtual.ts';
import { virtualAddress } from './collections/virtual-address.ts';
import { tunnel, tunnelProfiles } from './collections/tunnel.ts';
import { vlan } from './collections/vlan.ts';
import { httpd, sshd } from './collections/access-services.ts';
import { haGroup } from './collections/ha-group.ts';
import { logConfig } from './collections/log-config.ts';
import { remoteAuth } from './collections/remote-auth.ts';
import { syslog } from './collections/syslog.ts';
import { systemLists } from './collections/system-lists.ts';
import { systemSettings } from './collections/system-settings.ts';

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
