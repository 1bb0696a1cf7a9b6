import { type Finding, finding } from '../desired/draft.ts';
import { allVlans } from './all-vlans.ts';
import { anyAnswer } from './any-answer.ts';
import { cookieTellsAddress } from './cookie-tells-address.ts';
import { countBlindMethod } from './count-blind-method.ts';
import { deadMember } from './dead-member.ts';
import { duplicateAddress } from './duplicate-address.ts';
import { duplicateListener } from './duplicate-listener.ts';
import { duplicateRouteDomain } from './duplicate-route-domain.ts';
import { duplicateRoute } from './duplicate-route.ts';
import { duplicateTag } from './duplicate-tag.ts';
import { httpOnAllPorts } from './http-on-all-ports.ts';
import { idleTimeout } from './idle-timeout.ts';
import { incompatibleProfiles } from './incompatible-profiles.ts';
import { interfaceTwice } from './interface-twice.ts';
import { iruleBesideProfile } from './irule-beside-profile.ts';
import { iruleLosesCookie } from './irule-loses-cookie.ts';
import { lateKeepAlive } from './late-keep-alive.ts';
import { logEveryRequest } from './log-every-request.ts';
import { loneFloatingSelfIp } from './lone-floating-self-ip.ts';
import { incompleteRequest } from './incomplete-request.ts';
import { longPath } from './long-path.ts';
import { noPort } from './no-port.ts';
import { needlessIrule } from './needless-irule.ts';
import { noClientAddress } from './no-client-address.ts';
import { noForwardedProto } from './no-forwarded-proto.ts';
import { noMembers } from './no-members.ts';
import { noMonitor } from './no-monitor.ts';
import { noPool } from './no-pool.ts';
import { oneConnect } from './one-connect.ts';
import { outOfReach } from './out-of-reach.ts';
import { otherRouteDomain } from './other-route-domain.ts';
import { overlappingSelfIps } from './overlapping-self-ips.ts';
import { portNotTranslated } from './port-not-translated.ts';
import { priorityGroupsOff } from './priority-groups-off.ts';
import { propertyOfItsOwn } from './property-of-its-own.ts';
import { reconnectStorm } from './reconnect-storm.ts';
import { redirect } from './redirect.ts';
import { routeDomainLoop } from './route-domain-loop.ts';
import { routeNeverMatches } from './route-never-matches.ts';
import { routePlainRegex } from './route-plain-regex.ts';
import { routeSharesCookie } from './route-shares-cookie.ts';
import { routeWithoutDefault } from './route-without-default.ts';
import { redirectWithoutTls } from './redirect-without-tls.ts';
import { wsClientRedirect } from './ws-client-redirect.ts';
import { routeAdvertisement } from './route-advertisement.ts';
import { routeToOwnNetwork } from './route-to-own-network.ts';
import { gatewayOutOfReach } from './gateway-out-of-reach.ts';
import { tlsThroughHttp } from './tls-through-http.ts';
import { saidOnce } from './listeners.ts';
import { tlsBrokenChain } from './tls-broken-chain.ts';
import { tlsCaCertificate } from './tls-ca-certificate.ts';
import { tlsChainHoldsCertificate } from './tls-chain-holds-certificate.ts';
import { tlsExpired } from './tls-expired.ts';
import { tlsExpiresSoon } from './tls-expires-soon.ts';
import { tlsLockedKey } from './tls-locked-key.ts';
import { tlsNameNotCovered } from './tls-name-not-covered.ts';
import { tlsNotPem } from './tls-not-pem.ts';
import { tlsNotYetValid } from './tls-not-yet-valid.ts';
import { tlsWeakCertificate } from './tls-weak-certificate.ts';
import { tlsWrongKey } from './tls-wrong-key.ts';
import { suppressed } from './suppress.ts';
import { tlsMembersInClear } from './tls-members-in-clear.ts';
import { plainMembersOverTls } from './plain-members-over-tls.ts';
import { noPersistence } from './no-persistence.ts';
import { http2Renegotiation } from './http2-renegotiation.ts';
import { http2WithoutTls } from './http2-without-tls.ts';
import { http2Websocket } from './http2-websocket.ts';
import { poolChoiceWithoutOneConnect } from './pool-choice-without-one-connect.ts';
import { ownHttpDisable } from './own-http-disable.ts';
import { eventWithoutProfile } from './event-without-profile.ts';
import { unknownNameInRule } from './unknown-name-in-rule.ts';
import { unreadable } from './irules/unreadable.ts';
import { outsideHandler } from './irules/outside-handler.ts';
import { handlerForm } from './irules/handler-form.ts';
import { unknownEvent } from './irules/unknown-event.ts';
import { duplicateHandler } from './irules/duplicate-handler.ts';
import { nestedHandler } from './irules/nested-handler.ts';
import { disabledCommand } from './irules/disabled-command.ts';
import { laterTcl } from './irules/later-tcl.ts';
import { loneElse } from './irules/lone-else.ts';
import { commandOutsideEvent } from './irules/command-outside-event.ts';
import { eventForm } from './irules/event-form.ts';
import { commentBehindCommand } from './irules/comment-behind-command.ts';
import { unknownCommand } from './irules/unknown-command.ts';
import { afterRespond } from './irules/after-respond.ts';
import { notBeforeTest } from './irules/not-before-test.ts';
import { plainGlobal } from './irules/plain-global.ts';
import { fallbackPersistence } from './fallback-persistence.ts';
import { openSelfIp } from './open-self-ip.ts';
import { vlanInTwoRouteDomains } from './vlan-in-two-route-domains.ts';
import { vlanWithoutRouteDomain } from './vlan-without-route-domain.ts';
import { wafBlind } from './waf-blind.ts';
import { upgradeRemoved } from './upgrade-removed.ts';
import { eventNeverComes } from './event-never-comes.ts';
import { sourceAddressOnly } from './source-address-only.ts';
import { sharedState } from './shared-state.ts';
import { machineKey } from './machine-key.ts';
import { trustedProxies } from './trusted-proxies.ts';
import { returnPath } from './return-path.ts';
import { fastl4Failover } from './fastl4-failover.ts';
import { noSlowRamp } from './no-slow-ramp.ts';
import { slowDrain } from './slow-drain.ts';
import { mirrored } from './mirrored.ts';
import { httpCompression } from './http-compression.ts';
import { neverIdle } from './never-idle.ts';
import type { Rule, Subject } from './rule.ts';
import { ruleDoesNotPersist } from './rule-does-not-persist.ts';
import { secureCookieWithoutTls } from './secure-cookie-without-tls.ts';
import { slowRamp } from './slow-ramp.ts';
import { smallConnectionLimit } from './small-connection-limit.ts';
import { snatPorts } from './snat-ports.ts';
import { untaggedTwice } from './untagged-twice.ts';

/** Every rule. Adding one is its file and a line here. */
const rules: readonly Rule[] = [
  // What the device refuses.
  duplicateListener,
  duplicateAddress,
  untaggedTwice,
  interfaceTwice,
  duplicateTag,
  duplicateRoute,
  duplicateRouteDomain,
  vlanInTwoRouteDomains,
  routeDomainLoop,
  otherRouteDomain,
  routeToOwnNetwork,
  overlappingSelfIps,
  noPort,
  incompatibleProfiles,
  eventWithoutProfile,
  unreadable,
  outsideHandler,
  handlerForm,
  unknownEvent,
  duplicateHandler,
  nestedHandler,
  disabledCommand,
  laterTcl,
  loneElse,
  commandOutsideEvent,
  eventForm,
  commentBehindCommand,
  routeAdvertisement,
  outOfReach,
  propertyOfItsOwn,
  longPath,
  tlsNotPem,
  tlsLockedKey,
  tlsWrongKey,
  // What the device takes and users suffer from.
  loneFloatingSelfIp,
  gatewayOutOfReach,
  vlanWithoutRouteDomain,
  unknownNameInRule,
  unknownCommand,
  afterRespond,
  notBeforeTest,
  noPool,
  noMembers,
  noMonitor,
  incompleteRequest,
  priorityGroupsOff,
  idleTimeout,
  lateKeepAlive,
  needlessIrule,
  iruleLosesCookie,
  iruleBesideProfile,
  logEveryRequest,
  ownHttpDisable,
  oneConnect,
  routeNeverMatches,
  routeSharesCookie,
  redirect,
  redirectWithoutTls,
  httpOnAllPorts,
  portNotTranslated,
  noClientAddress,
  tlsThroughHttp,
  tlsMembersInClear,
  plainMembersOverTls,
  http2Renegotiation,
  http2WithoutTls,
  secureCookieWithoutTls,
  ruleDoesNotPersist,
  fallbackPersistence,
  openSelfIp,
  wafBlind,
  upgradeRemoved,
  eventNeverComes,
  tlsExpired,
  tlsNotYetValid,
  tlsExpiresSoon,
  tlsNameNotCovered,
  tlsBrokenChain,
  tlsChainHoldsCertificate,
  tlsWeakCertificate,
  tlsCaCertificate,
  // What may well be meant.
  anyAnswer,
  countBlindMethod,
  noPersistence,
  poolChoiceWithoutOneConnect,
  http2Websocket,
  wsClientRedirect,
  routePlainRegex,
  routeWithoutDefault,
  noForwardedProto,
  slowRamp,
  smallConnectionLimit,
  deadMember,
  snatPorts,
  reconnectStorm,
  cookieTellsAddress,
  allVlans,
  plainGlobal,
  sourceAddressOnly,
  sharedState,
  machineKey,
  trustedProxies,
  returnPath,
  fastl4Failover,
  noSlowRamp,
  slowDrain,
  mirrored,
  httpCompression,
  neverIdle,
];

const severities = new Map(rules.map(({ id, severity }) => [id, severity]));

/** What all rules have to say about a spec; what it suppresses are notes with its reason. */
export function checkRules(subject: Subject): Finding[] {
  const findings = rules.flatMap(({ id, severity, check }) =>
    check(subject).map(({ at, message, hint }) => finding(id, severity, at, message, hint)),
  );
  return saidOnce(subject.spec, suppressed(subject.spec, findings, severities));
}

/** What `validate --explain` says of each rule. */
export const explanations: readonly { readonly id: string; readonly explanation: string }[] = rules.map(
  ({ id, severity, explanation }) => ({ id, explanation: `${id} (${severity})\n\n${folded(explanation)}` }),
);

/** The text in lines of at most 78 characters. */
function folded(text: string): string {
  return text.replace(/(.{1,78})(?:\s+|$)/g, '$1\n').trimEnd();
}
