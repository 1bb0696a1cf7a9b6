// The commands an iRule may have. Disabled ones: measured on 21.1.0.1 (device-facts: irule-load-check); the
// others: Tcl 8.4, and F5's reference at clouddocs.f5.com/api/irules.

const words = (text: string): readonly string[] => text.trim().split(/\s+/);
const set = (text: string): ReadonlySet<string> => new Set(words(text));

/** Of Tcl, and switched off on a device. */
export const DISABLED =
  set(`auto_execok auto_import auto_load auto_qualify cd eof exec exit fblocked fconfigure
  fcopy file flush gets glob interp load namespace open package pid pwd rename seek socket source tell time unknown
  update vwait`);

/** Of a Tcl newer than 8.4. */
export const LATER =
  set(`apply chan coroutine dict lassign lmap lrepeat lreverse tailcall throw try unload yield
  yieldto zlib`);

const TCL = words(`after append array binary break catch clock close concat continue encoding error eval expr
  fileevent for foreach format global history if incr info join lappend lindex linsert list llength lrange lreplace
  lsearch lset lsort memory proc puts read regexp regsub return scan set split string subst switch trace unset uplevel
  upvar variable while`);

/** Of F5, those of version 4 that still load among them. */
const GLOBAL = words(`accumulate active_members active_nodes b64decode b64encode call check class client_addr
  client_port clientside clone connect cpu crc32 decode_uri discard domain drop event fasthash findclass findstr
  forward getfield htonl htons http_client_ip http_content_len_max http_cookie http_header http_host http_method
  http_uri http_version ifile imid ip_addr ip_protocol ip_tos ip_ttl lasthop link_qos listen llookup local_addr
  local_port log matchclass matchregion md4 md5 member_priority members nexthop node nodes ntohl ntohs peer pem_dtos
  persist pool priority radius_authenticate rateclass recv redirect reject relate_client relate_server
  remote_addr remote_port respond rmd160 send server_addr server_port serverside session sha1 sha256 sha384 sha512
  sharedvar snat snatpool substr table tcp_port tcpdump timing traffic_group translate uniq_ordered_ip_list
  uniq_sorted_ip_list urlcatblindquery urlcatquery use virtual vlan_id when whereis whitelist xff_list
  xff_uniq_ordered_ip_list xff_uniq_sorted_ip_list`);

/** Namespaces whose commands all count: they belong to modules, and grow with versions. */
const NAMESPACES =
  set(`AAA ACCESS ACCESS2 ACL ADAPT AES AM ANTIFRAUD ASM ASN1 AUTH AVR BIGPROTO BIGTCP BOTDEFENSE BWC
  CACHE CATEGORY CLASSIFICATION CLASSIFY COMPRESS CONNECTOR CRYPTO DATAGRAM DECOMPRESS DEMANGLE DHCP DHCPv4 DHCPv6
  DIAG DIAMETER DNS DNSMSG DOSL7 DSLITE ECA FIX FLOW FLOWTABLE FTP GENERICMESSAGE GTP HA HSL HTML HTTPLOG ICAP IKE ILX
  IMAP IPFIX ISESSION ISTATS IVS_ENTRY JSON L7CHECK LDAP LINE LINK LSN MESSAGE MQTT MR NAME NSH NTLM OFFBOX PCP PEM
  POLICY POP3 PROFILE PROTOCOL_INSPECTION PSC PSM QOE RADIUS RESOLV RESOLVER REST REWRITE ROUTE RTSP SCTP SDP SIP
  SIPALG SMTPS SOCKS SSE STATS TAP TDR TDS TMM VALIDATE VDI WAM WEBSSO X509 XLAT XML`);

/** Those that a WebSocket service is made of, with all they have. */
const MEMBERS: ReadonlyMap<string, readonly string[]> = new Map([
  [
    'HTTP',
    words(`class close collect cookie disable enable fallback has_responded header host hsts is_keepalive is_redirect
    method passthrough_reason password path payload proxy query redirect reject_reason release request request_num
    respond response retry status uri username version`),
  ],
  ['HTTP2', words('active concurrency disable disconnect enable header push requests stream version')],
  [
    'IP',
    words(`addr client_addr hops idle_timeout ingress_drop_rate ingress_rate_limit intelligence local_addr protocol
    remote_addr reputation server_addr stats tos ttl version`),
  ],
  [
    'LB',
    words(`bias class command connect connlimit context_id detach down dst_tag enable_decisionlog mode persist prime
    queue reselect select server snat src_tag status up`),
  ],
  ['ONECONNECT', words('detach label reuse select')],
  [
    'SSL',
    words(`allow_dynamic_record_sizing allow_nonssl alpn authenticate c3d cert cert_constraint cipher clientrandom
    collect disable enable extensions forward_proxy handshake is_renegotiation_secure maximum_record_size mode
    modssl_sessionid_headers nextproto payload profile release renegotiate respond secure_renegotiation session
    sessionid sessionsecret sessionticket sni tls13_secret unclean_shutdown verify_result`),
  ],
  ['STREAM', words('disable enable encoding expression match max_matchsize replace')],
  [
    'TCP',
    words(`abc analytics autowin bandwidth bdp client_port close collect congestion delayed_ack dsack earlyrxmit ecn
    enhanced_loss_recovery idletime keepalive limxmit local_port lossfilter lossfilterburst lossfilterrate mss nagle
    naglemode naglestate notify offset option options pacing payload proxybuffer proxybufferhigh proxybufferlow
    push_flag rcv_scale rcv_size recvwnd release remote_port respond rexmt_thresh rt_metrics_timeout rto rtt rttvar
    sendbuf server_port setmss snd_cwnd snd_scale snd_ssthresh snd_wnd syn_options unused_port`),
  ],
  [
    'UDP',
    words(`client_port debug_queue drop hold local_port max_buf_pkts max_rate mss payload release remote_port respond
    sendbuffer server_port unused_port`),
  ],
  ['URI', words('basename compare decode encode host path port protocol query')],
  [
    'WS',
    words(`collect disconnect enabled frame masking message payload payload_ivs payload_processing release request
    response`),
  ],
]);

const PLAIN: ReadonlySet<string> = new Set([...TCL, ...GLOBAL]);

/** All whose whole name is known, for a "did you mean". */
export const COMMANDS: readonly string[] = [
  ...PLAIN,
  ...[...MEMBERS].flatMap(([namespace, members]) => members.map((one) => `${namespace}::${one}`)),
];

export function isKnownCommand(name: string): boolean {
  const [namespace = '', member] = name.split('::');
  if (member === undefined) return PLAIN.has(name);
  return MEMBERS.get(namespace)?.includes(member) ?? NAMESPACES.has(namespace);
}
