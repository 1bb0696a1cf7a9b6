import { printable } from '../yaml/printable.ts';
import { didYouMean } from '../yaml/suggest.ts';
import { type Command, commandsOf, COUNTED, type Word } from '../model/rule-commands.ts';

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

/** Commands of Tcl that a device has switched off, and those that came after its Tcl 8.4. */
const DISABLED =
  words(`auto_execok auto_import auto_load auto_qualify cd eof exec exit fblocked fconfigure fcopy
  file flush gets glob interp load namespace open package pid pwd rename seek socket source tell time unknown update
  vwait apply chan dict lassign lrepeat lreverse`);

/** What signs a rule stands below it, and is not sent. */
const OUTSIDE = words('when proc priority timing definition-signature definition-checksum');

/** What the device would refuse an iRule for; undefined where nothing is known against it. */
export function ruleTextProblem(text: string): string | undefined {
  const commands = commandsOf(text);
  if ('reason' in commands) return problemAt(commands.line, commands.reason);
  const handlers: Handlers = { priority: '500', seen: new Set() };
  return firstOf(commands, (command) => outsideProblem(command, handlers) ?? bodyProblem(command));
}

/** The handlers so far: one event may have several, of different priorities. */
interface Handlers {
  /** Of those that name none. */
  priority: string;
  readonly seen: Set<string>;
}

/** Outside of every body stand handlers of events and procedures, and little else. */
function outsideProblem({ words, line }: Command, handlers: Handlers): string | undefined {
  const closing = words.find(({ text, braced }) => text.startsWith('}') && !braced);
  if (closing) return problemAt(closing.line, `this \`}\` closes nothing; ${COUNTED}`);
  const [first, ...rest] = words;
  const name = first?.text ?? '';
  if (name === 'when') return whenProblem(rest, line, handlers);
  if (name === 'proc' && rest.length !== 3) return problemAt(line, 'a proc has a name, arguments and a body');
  if (name === 'priority') handlers.priority = rest[0]?.text ?? '';
  return OUTSIDE.has(name)
    ? undefined
    : problemAt(line, `\`${printable(name)}\` cannot stand outside of \`when EVENT { … }\``);
}

function whenProblem(words: readonly Word[], line: number, handlers: Handlers): string | undefined {
  const event = words[0]?.text ?? '';
  if (words.length < 2 || words.at(-1)?.braced !== true)
    return problemAt(line, 'a handler is written `when EVENT { … }`');
  if (!EVENTS.has(event)) {
    const meant = didYouMean(event, [...EVENTS]);
    return problemAt(line, `there is no event ${printable(event)}${meant === undefined ? '' : `; ${meant}`}`);
  }
  const said = words.findIndex(({ text }, index) => index > 0 && text === 'priority');
  const priority = said < 0 ? handlers.priority : (words[said + 1]?.text ?? '');
  if (!/^\d+$/.test(priority) || Number(priority) > 1000)
    return problemAt(line, `a priority is 0 to 1000, not ${printable(priority)}`);
  const handler = `${event} ${Number(priority)}`;
  if (handlers.seen.has(handler))
    return problemAt(line, `there is a \`when ${event}\` of this priority already`);
  handlers.seen.add(handler);
  return undefined;
}

/** The commands of a body as they stand; those in the bodies of `if` and its like are left to the device. */
function bodyProblem({ words }: Command): string | undefined {
  const body = words.at(-1);
  if (!body?.braced) return undefined;
  const commands = commandsOf(body.text, body.line);
  if ('reason' in commands) return problemAt(commands.line, commands.reason);
  return firstOf(commands, ({ words: [first], line }) => {
    const name = first?.text ?? '';
    if (name === 'when' || name === 'proc') return problemAt(line, `a \`${name}\` cannot stand in a body`);
    return DISABLED.has(name) ? problemAt(line, `the device has no command ${name}`) : undefined;
  });
}

function firstOf(
  commands: readonly Command[],
  problemOf: (command: Command) => string | undefined,
): string | undefined {
  for (const command of commands) {
    const problem = problemOf(command);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function problemAt(line: number, problem: string): string {
  return `line ${line}: ${problem}`;
}
