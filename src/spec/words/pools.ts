import { type Entry, here, KEYED, type WordsAt } from './entry.ts';

const IN_VIRTUAL = 'belongs in the virtual server';
const MONITORS = 'here it is `monitors: [name]`';
const SEND = 'here it is `send: "GET /path HTTP/1.1\\r\\n…"`';
const STATE = 'here it is `state: enabled`, `disabled` or `forced-offline`';

const POOL: readonly Entry[] = [
  [
    here('method'),
    'loadBalancing loadBalancingMode loadBalancingMethod lbMethod lbMode lb algorithm balance balancing strategy policy mode',
  ],
  [
    here('members'),
    'poolMembers member servers server nodes backends backend upstreams upstream targets hosts endpoints',
  ],
  [MONITORS, 'healthMonitor healthMonitors health healthCheck healthChecks check checks probe probes'],
  ['the port stands with each member: `members: { node: 8001 }`', 'port servicePort ports'],
  [`\`persistence\` ${IN_VIRTUAL}`, 'persist persistence sticky stickiness sessionAffinity'],
  [`\`snat\` ${IN_VIRTUAL}`, 'snat'],
  [here('slowRampTime'), 'slowRamp slowStart rampUp'],
  [here('serviceDownAction'), 'actionOnServiceDown onDown downAction'],
  [here('minActiveMembers'), 'minActive priorityGroupActivation'],
  [here('description'), 'comment note desc'],
  [KEYED, 'name'],
];

const MEMBER: readonly Entry[] = [
  ['the key is the node, or its address: `members: { 10.0.0.1: 8001 }`', 'address ip host name server'],
  [here('ratio'), 'weight'],
  [here('priorityGroup'), 'priority group'],
  [STATE, 'enabled disabled status session'],
  [here('connectionLimit'), 'maxConnections maxConn limit connLimit'],
  [here('connectionRateLimit'), 'rateLimit rate'],
  [MONITORS, 'health healthCheck monitor'],
];

const NODE: readonly Entry[] = [
  [here('address'), 'ip addr ipAddress'],
  [here('fqdn'), 'hostname host dns domain'],
  ['the port stands with the member, in the pool', 'port ports'],
  [here('ratio'), 'weight'],
  [STATE, 'enabled disabled status session'],
  [MONITORS, 'health healthCheck monitor'],
];

const MONITOR: readonly Entry[] = [
  [here('receive'), 'recv expect expected expects response responseCode status code'],
  [here('receiveDisable'), 'recvDisable'],
  [here('send'), 'request'],
  [SEND, 'path uri url method host'],
  ['here it is `destination: "*:8080"`', 'port'],
  [here('type'), 'protocol kind'],
  [here('username'), 'user'],
];

/** In nodes, pools, members and monitors. */
export const POOL_KEYS: readonly WordsAt[] = [
  ['nodes.*', NODE],
  ['pools.*', POOL],
  ['pools.*.members.*', MEMBER],
  ['monitors.*', MONITOR],
];
