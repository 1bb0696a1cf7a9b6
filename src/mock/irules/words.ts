import { own } from '../wire/json.ts';

// The words an iRule may use. Disabled builtins: measured on 21.1.0.1. Commands: F5's reference.

const list = (text: string) => new Set(text.trim().split(/\s+/));

export const DISABLED =
  list(`auto_execok auto_import auto_load auto_qualify cd eof exec exit fblocked fconfigure
  fcopy file flush gets glob interp load namespace open package pid pwd rename seek socket source tell time unknown
  update vwait`);

export const TCL =
  list(`after append array binary break catch clock close concat continue encoding error eval expr
  fileevent for foreach format global if incr info join lappend lindex linsert list llength lrange lreplace lsearch
  lset lsort proc puts read regexp regsub return scan set split string subst switch trace unset uplevel upvar
  variable while`);

export const GLOBAL = list(`accumulate active_members active_nodes b64decode b64encode call class client_addr
  client_port clientside clone cpu crc32 decode_uri discard domain drop event findclass findstr forward getfield
  http_cookie http_header http_host http_method http_uri http_version htonl htons ifile imid ip_addr ip_protocol
  ip_tos ip_ttl lasthop link_qos listen local_addr local_port log matchclass matchregion md5 member_priority members
  nexthop node nodes ntohl ntohs peer persist pool priority rateclass redirect reject relate_client relate_server
  remote_addr remote_port respond rmd160 server_addr server_port serverside session sha1 sha256 sha384 sha512
  sharedvar snat snatpool substr table tcp_port timing translate traffic_group urlcatblindquery urlcatquery use
  virtual vlan_id when whereis whitelist`);

const NAMESPACES =
  list(`AAA ACCESS ACL AES ANTIFRAUD ASM ASN1 AUTH AVR BIGPROTO BIGTCP BOTDEFENSE BWC CACHE CATEGORY
  CLASSIFICATION CLASSIFY COMPRESS CONNECTOR CRYPTO DATAGRAM DECOMPRESS DEMANGLE DHCP DHCPv4 DHCPv6 DIAMETER DNS
  DNSMSG DOSL7 DSLITE ECA FIX FLOW FLOWTABLE FTP GENERICMESSAGE GTP HA HSL HTML HTTP2 ICAP IKE ILX IPFIX ISESSION
  ISTATS JSON L7CHECK LDAP LINE LINK LSN MESSAGE MQTT MR NAME NSH NTLM OFFBOX ONECONNECT PCP PEM POLICY POP3 PROFILE
  PSC PSM QOE RADIUS RESOLVER RESOLV REST REWRITE ROUTE RTSP SCTP SDP SIP SIPALG SMTPS SOCKS SSE SSL STATS STREAM TAP
  TDR TMM UDP URI VALIDATE VDI WAM WEBSSO X509 XLAT XML`);

const MEMBERS: Readonly<Record<string, ReadonlySet<string>>> = {
  HTTP: list(`class close collect cookie disable enable fallback has_responded header host is_keepalive is_redirect
    method passthrough_reason password path payload proxy query redirect reject_reason release request request_num
    respond response retry status uri username version`),
  WS: list('collect disconnect enabled frame masking message payload payload_ivs release request response'),
  TCP: list(`abc analytics autowin bandwidth bdp client_port close collect congestion delayed_ack dsack earlyrxmit
    ecn enhanced_loss_recovery idletime keepalive limxmit local_port lossfilter lossfilterburst lossfilterrate mss
    nagle naglemode naglestate notify offset option options pacing payload proxybuffer proxybufferhigh
    proxybufferlow push_flag rcv_scale rcv_size recvwnd release remote_port respond rexmt_thresh rt_metrics_timeout
    rto rtt rttvar sendbuf server_port setmss snd_cwnd snd_scale snd_ssthresh snd_wnd syn_options unused_port`),
  IP: list(`addr client_addr hops idle_timeout ingress_drop_rate ingress_rate_limit intelligence local_addr protocol
    remote_addr reputation server_addr stats tos ttl version`),
  LB: list(`bias class command connect connlimit context_id detach down dst_tag enable_decisionlog mode persist
    prime queue reselect select server snat src_tag status up`),
};

/** Where some commands are refused at load (measured on 21.1.0.1). RULE_INIT lets HTTP commands pass. */
const ALL_BUT_INIT = ['pool', 'node', 'table', 'LB::server', 'IP::client_addr', 'TCP::client_port'];
const ONLY_IN: Readonly<Record<string, readonly string[]>> = {
  'HTTP::uri': ['HTTP_REQUEST', 'LB_SELECTED', 'SERVER_CONNECTED'],
  'HTTP::status': ['LB_SELECTED', 'HTTP_RESPONSE'],
  'HTTP::respond': ['HTTP_REQUEST', 'HTTP_RESPONSE'],
  'HTTP::collect': ['HTTP_REQUEST', 'LB_SELECTED', 'HTTP_RESPONSE'],
  'SSL::cipher': ['HTTP_REQUEST', 'LB_SELECTED', 'HTTP_RESPONSE'],
};
/** The events that were measured; of others nothing is known, so they are let through. */
const MEASURED = list(
  `RULE_INIT CLIENT_ACCEPTED HTTP_REQUEST LB_SELECTED SERVER_CONNECTED HTTP_RESPONSE CLIENT_CLOSED`,
);

export function isKnownCommand(name: string): boolean {
  if (TCL.has(name) || GLOBAL.has(name)) return true;
  const [namespace = '', member] = name.split('::');
  if (member === undefined) return false;
  const members = own(MEMBERS, namespace);
  return members ? members.has(member) : NAMESPACES.has(namespace);
}

export function isValidIn(command: string, event: string): boolean {
  if (event === 'RULE_INIT') return !ALL_BUT_INIT.includes(command);
  const allowed = own(ONLY_IN, command);
  return !allowed || !MEASURED.has(event) || allowed.includes(event);
}

/** The profile an event needs on the virtual server, as messages name it. */
export function profileOfEvent(event: string): { types: readonly string[]; name: string } | undefined {
  if (event.startsWith('WS_')) return { types: ['websocket'], name: 'WEBSOCKET' };
  if (event.startsWith('HTTP_')) return { types: ['http', 'fasthttp'], name: 'HTTP or FASTHTTP' };
  if (event.startsWith('CACHE_')) return { types: ['web-acceleration'], name: 'WEBACCELERATION' };
  if (event.startsWith('SERVERSSL_')) return { types: ['server-ssl'], name: 'SERVERSSL' };
  if (event.startsWith('STREAM_')) return { types: ['stream'], name: 'STREAM' };
  return undefined;
}
