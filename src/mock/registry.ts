import type { KindDefinition } from './kind.ts';
import { policy, strategy } from './collections/policy.ts';
import { user } from './collections/user.ts';
import { cipherGroup, cipherRule } from './collections/cipher.ts';
import { dataGroup } from './collections/data-group.ts';
import {
  applicationService,
  device,
  deviceGroup,
  dns,
  globalSettings,
  ntp,
  provision,
  selfAllow,
} from './collections/device.ts';
import { folder, partition } from './collections/folder.ts';
import { ifile, ifileFile } from './collections/ifile.ts';
import { netInterface, trunk } from './collections/interface.ts';
import { monitors } from './collections/monitors.ts';
import { node } from './collections/node.ts';
import { persistenceKinds } from './collections/persistence.ts';
import { pool } from './collections/pool.ts';
import { rewriteProfile } from './collections/profile-rewrite.ts';
import { applicationProfiles } from './collections/profiles-application.ts';
import { httpProfiles } from './collections/profiles-http.ts';
import { sslProfiles } from './collections/profiles-ssl.ts';
import { trafficProfiles } from './collections/profiles-traffic.ts';
import { route, routeDomain } from './collections/route.ts';
import { rule } from './collections/rule.ts';
import { self } from './collections/self.ts';
import { snmp } from './collections/snmp.ts';
import { snatpool, snatTranslation } from './collections/snat.ts';
import { sslCert, sslKey } from './collections/ssl-file.ts';
import { trafficGroupKind } from './collections/traffic-group.ts';
import { tunnel, tunnelProfiles } from './collections/tunnel.ts';
import { virtual } from './collections/virtual.ts';
import { virtualAddress } from './collections/virtual-address.ts';
import { vlan } from './collections/vlan.ts';

/** Every collection. A new one is a file and a line here. */
export const DEFINITIONS: readonly KindDefinition[] = [
  folder,
  partition,
  user,
  trafficGroupKind,
  device,
  deviceGroup,
  globalSettings,
  provision,
  dns,
  ntp,
  snmp,
  applicationService,
  netInterface,
  trunk,
  ...tunnelProfiles,
  tunnel,
  vlan,
  routeDomain,
  self,
  selfAllow,
  route,
  sslCert,
  sslKey,
  ifileFile,
  ifile,
  cipherRule,
  cipherGroup,
  ...monitors,
  ...trafficProfiles,
  ...httpProfiles,
  ...applicationProfiles,
  rewriteProfile,
  ...sslProfiles,
  ...persistenceKinds,
  dataGroup,
  node,
  pool,
  rule,
  snatTranslation,
  snatpool,
  virtualAddress,
  strategy,
  policy,
  virtual,
];
