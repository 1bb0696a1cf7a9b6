import { didYouMean } from '../yaml/suggest.ts';

// What can be said of an iRule without a device (device-facts: irule-load-check). What is not known to be
// refused passes.

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Events of F5's reference, and those that only older versions have. */
const EVENTS =
  words(`ACCESS_ACL_ALLOWED ACCESS_ACL_DENIED ACCESS_PER_REQUEST_AGENT_EVENT ACCESS_POLICY_AGENT_EVENT
  ACCESS_POLICY_COMPLETED ACCESS_SAML_ASSERTION ACCESS_SAML_AUTHN ACCESS_SESSION_CLOSED
  ACCESS_SESSION_STARTED ASM_REQUEST_BLOCKING ASM_REQUEST_DONE ASM_REQUEST_VIOLATION
  ASM_RESPONSE_LOGIN ASM_RESPONSE_VIOLATION AUTH_ERROR AUTH_FAILURE AUTH_RESULT AUTH_SUCCESS
  AUTH_WANTCREDENTIAL AVR_CSPM_INJECTION BOTDEFENSE_ACTION BOTDEFENSE_REQUEST CACHE_REQUEST
  CACHE_RESPONSE CACHE_UPDATE CATEGORY_MATCHED CLASSIFICATION_DETECTED CLIENTSSL_CLIENTCERT
  CLIENTSSL_CLIENTHELLO CLIENTSSL_DATA CLIENTSSL_HANDSHAKE CLIENTSSL_PASSTHROUGH
  CLIENTSSL_SERVERHELLO_SEND CLIENT_ACCEPTED CLIENT_CLOSED CLIENT_DATA CONNECTOR_OPEN DIAMETER_EGRESS
  DIAMETER_INGRESS DIAMETER_RETRANSMISSION DNS_REQUEST DNS_RESPONSE FIX_HEADER FIX_MESSAGE FLOW_INIT
  FTP_COMMAND HTML_COMMENT_MATCHED HTML_TAG_MATCHED HTTP_DISABLED HTTP_PROXY_CONNECT
  HTTP_PROXY_REQUEST HTTP_PROXY_RESPONSE HTTP_REJECT HTTP_REQUEST HTTP_REQUEST_DATA
  HTTP_REQUEST_RELEASE HTTP_REQUEST_SEND HTTP_RESPONSE HTTP_RESPONSE_CONTINUE HTTP_RESPONSE_DATA
  HTTP_RESPONSE_RELEASE ICAP_REQUEST ICAP_RESPONSE JSON_REQUEST JSON_RESPONSE LB_FAILED LB_QUEUED
  LB_SELECTED MQTT_CLIENT_DATA MQTT_CLIENT_EGRESS MQTT_CLIENT_INGRESS MQTT_SERVER_DATA
  MQTT_SERVER_EGRESS MQTT_SERVER_INGRESS MR_DATA MR_EGRESS MR_FAILED MR_INGRESS NAME_RESOLVED
  PERSIST_DOWN PING_REQUEST_READY PING_RESPONSE_READY QOE_PARSE_DONE REWRITE_REQUEST_DONE
  REWRITE_RESPONSE_DONE RTSP_REQUEST RTSP_REQUEST_DATA RTSP_RESPONSE RTSP_RESPONSE_DATA RULE_INIT
  SA_PICKED SERVERSSL_CLIENTHELLO_SEND SERVERSSL_DATA SERVERSSL_HANDSHAKE SERVERSSL_SERVERCERT
  SERVERSSL_SERVERHELLO SERVER_CLOSED SERVER_CONNECTED SERVER_DATA SERVER_INIT SIP_REQUEST
  SIP_REQUEST_SEND SIP_RESPONSE SIP_RESPONSE_SEND SOCKS_REQUEST SSE_RESPONSE STREAM_MATCHED
  TAP_REQUEST USER_REQUEST USER_RESPONSE WS_CLIENT_DATA WS_CLIENT_FRAME WS_CLIENT_FRAME_DONE
  WS_REQUEST WS_RESPONSE WS_SERVER_DATA WS_SERVER_FRAME WS_SERVER_FRAME_DONE XML_CONTENT_BASED_ROUTING
  HTTP_CLASS_FAILED HTTP_CLASS_SELECTED SIP_REQUEST_DONE SIP_RESPONSE_DONE XML_BEGIN_DOCUMENT XML_BEGIN_ELEMENT
  XML_CDATA XML_END_DOCUMENT XML_END_ELEMENT XML_EVENT`);

/** What the device would refuse an iRule for; undefined where nothing is known against it. */
export function ruleTextProblem(text: string): string | undefined {
  let depth = 0;
  let opened = 1;
  for (const [index, line] of text.split('\n').entries()) {
    if (depth === 0) {
      // Outside of every brace a comment is skipped; inside, the device counts its braces like any others.
      if (/^\s*#/.test(line)) continue;
      const unknown = unknownEvent(line);
      if (unknown !== undefined) return `line ${index + 1}: ${unknown}`;
    }
    for (const [brace] of line.replaceAll(/\\./g, '').matchAll(/[{}]/g)) {
      if (depth === 0) opened = index + 1;
      depth += brace === '{' ? 1 : -1;
      if (depth < 0) return `line ${index + 1}: this \`}\` closes nothing; ${COUNTED}`;
    }
  }
  return depth > 0 ? `line ${opened}: the \`{\` here is not closed; ${COUNTED}` : undefined;
}

const COUNTED = 'braces in comments and strings count too, unless a \\ stands before them';

function unknownEvent(line: string): string | undefined {
  const event = /^\s*when\s+([A-Za-z]\w*)/.exec(line)?.[1];
  if (event === undefined || EVENTS.has(event)) return undefined;
  const meant = didYouMean(event, [...EVENTS]);
  return `there is no event ${event}${meant === undefined ? '' : `; ${meant}`}`;
}
