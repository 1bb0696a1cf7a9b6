// Everything the mock does that no capture and no document confirms, in one place, so that it can be
// corrected when somebody has a device at hand. Anything not in this file is captured or documented.

/** Wordings. */
export const inferredText = {
  unknownProperty: (name: string) => `"${name}" unknown property`,
  invalidValue: (value: string, property: string) => `invalid property value "${property}":"${value}"`,
  missingProperty: (property: string) => `the "${property}" property must be specified`,
  exclusive: (one: string, other: string) => `"${one}" may not be specified with "${other}"`,
  cannotChange: (property: string, word: string, path: string) =>
    `Configuration error: ${word} (${path}): the ${property} attribute may not be modified after creation.`,
  monitorInUse: (path: string) => `Monitor ${path} is in use.`,
  duplicateProfiles: (path: string) => `Virtual server ${path} lists duplicate profiles.`,
  requiredProfile: (type: string) => `Required profile profile_${type} not present`,
  eventNeedsProfile: (event: string, rule: string, profile: string, virtual: string) =>
    `${event} event in rule (${rule}) requires an associated ${profile} profile on the virtual-server (${virtual}).`,
  cookieNeedsHttp:
    'Cookie persistence requires an HTTP or FastHTTP profile to be associated with the virtual server',
  builtIn: (word: string, path: string) => `The ${word} (${path}) is a system object and cannot be deleted.`,
  systemRule: (path: string) => `Rule (${path}) is nodelete nowrite and cannot be modified or deleted.`,
  ruleReference: (what: string, name: string, line: number, source: string) =>
    `Unable to find ${what} (${name}) referenced at line ${line}: [${source}]`,
  untaggedTwice: (name: string, vlan: string) =>
    `Interface ${name} is an untagged member of VLAN ${vlan} and cannot be untagged in another VLAN.`,
  noPrefix: (address: string) =>
    `invalid self IP address "${address}": a netmask or prefix length is required`,
  vlanOfRouteDomain: (address: string, vlan: string) =>
    `The self IP (${address}) must be in the route domain of its VLAN (${vlan}).`,
  networkTaken: (address: string, vlan: string, other: string, otherVlan: string) =>
    `Self IP ${address} on VLAN ${vlan} lies in the network of self IP ${other} on VLAN ${otherVlan}.`,
  /** Its first four words are captured (f5-declarative-onboarding#24), the report is cut there. */
  unreachable: (gateway: string) =>
    `Static route gateway ${gateway} is not directly connected via an interface.`,
  /** That it is refused is certain; the words are those of a management route (device-facts: default-routes). */
  routeTaken: (first: string, mask: string, other: string) =>
    `invalid Static Route, the dest/netmask pair ${first}/${mask} already exists for ${other}.`,
  nextHop: (name: string) => `Route ${name} must have exactly one of gw, pool, interface and blackhole.`,
  duplicateTag: (tag: number, other: string) => `VLAN tag ${tag} is already used by VLAN ${other}.`,
  crossPartition: (word: string, path: string, user: string) =>
    `A ${word} may only be referenced from the same partition or from the common partition (${user}:${path})`,
  transactionGone: (id: string) => `Transaction ${id} is not found.`,
  transactionRunning: (id: string) => `Transaction ${id} is already completed or running.`,
  forbidden: (user: string, uri: string) =>
    `Authorization failed: user=https://localhost/mgmt/shared/authz/users/${user} resource=${uri} does not have the needed role.`,
  readOnly: 'This device is read-only: changes are made on the primary blade.',
  natAddress: (address: string, path: string, other: string) =>
    `NAT ${path} has the translation address ${address} of NAT ${other}.`,
  arpAddress: (address: string, path: string, other: string) =>
    `ARP ${path} has the address ${address} of ARP ${other}.`,
  snatTarget: (path: string) => `SNAT ${path} must have one of automap, snatpool and translation.`,
  dbValue: (name: string, value: string, range: string) =>
    `The requested value (${value}) for the DB variable (${name}) is not in the range (${range}).`,
  fileInUse: (path: string) => `File object by name (${path}) is in use.`,
  neverPushed: (group: string) =>
    `config-sync from-group ${group} is not allowed until a push has been done first.`,
  mediaType: (type: string) => `Unsupported content type: ${type}`,
  /** What `options` of a TLS profile print when there are none, from 14.0 on. */
  noOptions: 'none',
  tooLarge: (limit: number) => `The request body is larger than ${limit} bytes.`,
} as const;

/** mcpd codes that no capture shows for the case at hand. */
export const inferredCode = {
  monitorInUse: '01070083',
  duplicateProfiles: '01070097',
  builtIn: '01070823',
  systemRule: '01070823',
  untaggedTwice: '01070257',
  duplicateTag: '01070257',
  networkTaken: '01071907',
  route: '01070330',
  cannotChange: '01070734',
  invalidValue: '01070734',
  natAddress: '01070734',
  arpAddress: '01070734',
  dbValue: '01070911',
  fileInUse: '01071349',
} as const;

/** Behaviour. */
export const inferred = {
  /**
   * A virtual-address that comes with the destination `10.0.0.1%0:80` is called `10.0.0.1%0`, though the destination
   * prints no `%0` (device-facts: route-domain-zero). f5-cccl looks its addresses up so; were it otherwise, it would
   * try to delete those in use at every run, of which its users complain only for virtual servers it did not make
   * (k8s-bigip-ctlr#698, #939).
   */
  zeroInAddressNames: true as boolean,
  /** What has a monitor is shown as up: the mock sends no probes. */
  monitoredState: 'up',
  /** Interfaces of a fresh device: a real VE has them enabled; disabled here so that enabling shows. */
  disabledInterfaces: ['1.1', '1.2'],
  /**
   * From when to when empty collections have `items: []`: so in 266 recorded answers of 14.1.2.1, not so on older
   * versions, and not in what clients of later ones expect.
   */
  emptyItems: ['14.0', '15.0'],
  /** From when to when a PUT of a data-group must say its type: ID742170, in 14.1.0.1; its end is not known. */
  untypedPut: ['14.1.0.1', '15.0'],
  /**
   * From when OneConnect leaves the `Connection` of a WebSocket alone. In 2014 it did not (sockjs-node#154); that it
   * does since HTTP knows the upgrade is inferred from those who run both.
   */
  upgradeWithOneConnect: '11.4',
  /** The longest refusal before 16.1. AS3's best practices say 2 kB, and of all answers. */
  longestRefusal: 2048,
} as const;

// Also inferred, and built in where it says so:
// - a delete of an object in use is refused at its own command, not only at the end (objects/write.ts, remove);
// - a folder made in a transaction does not exist for its other commands (objects/write.ts, checkName);
// - changing a pool member leaves the generation of its pool alone (objects/write.ts, store);
// - a virtual server without ipProtocol takes tcp or udp from its profiles (collections/ltm/virtual-attached.ts);
// - the wrong-password answer comes at once, a device takes about two seconds (operations/authentication.ts);
// - a change that lies between two recordings came with 14.0 (13.1.x and 14.1.2.1), with 15.0 or 15.1 (14.1.2.1 and
//   16.0.0), with 16.1 (16.0.0 and 16.1.0), with 17.0 (16.1 and 17.0.0.1) (profiles-*.ts, monitors*.ts, device.ts);
// - built-in profiles of versions before 14.1.2.1 differ from their parents as they do there (profiles-*.ts), and
//   17.5.0 and 21.0.0 differ from 17.1 in json and sse only: a list of F5's stock defaults of 17.1, 21.0 and 21.1
//   has no other difference before 21.1;
// - how deep an iRule may nest before it is refused, and with which words (irules/depth.ts);
// - the order of the keys of http2 monitors, and what they have beyond what AS3 asserts (monitors.ts);
// - where sys-ssl-publisher logs to (log-config.ts), and the cipher strings of f5-hw_keys and f5-quic (cipher.ts);
// - what traffic-matching-criteria print when nothing is said (traffic-matching.ts).
