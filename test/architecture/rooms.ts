// The rooms of src/ and their walls. A file belongs to the room with the longest path that covers it. It may
// import from its own room, and from what `imports` names: a room, a folder or a file; `type:` allows types only.

export interface Room {
  /** Below src/; a folder ends in `/`. */
  readonly path: string;
  /** What is in it, for docs/architecture.md. */
  readonly is: string;
  readonly imports: readonly string[];
  /** What single files of the room may import beside that. */
  readonly also?: Readonly<Record<string, readonly string[]>>;
}

const WIRE_TYPES = 'type:targets/bigip/icontrol/wire.ts';

export const ROOMS: readonly Room[] = [
  {
    path: 'model/',
    is: 'objects, addresses, versions, diagnostics, masking; what an iRule says',
    imports: [],
  },
  {
    path: 'exit.ts',
    is: 'the exit codes; the errors that carry one',
    imports: ['type:model/'],
  },
  { path: 'version.ts', is: 'the version of this tool', imports: [] },
  { path: 'io.ts', is: 'everything said and asked: streams, colours, questions', imports: ['model/'] },
  { path: 'shipped.ts', is: 'where the files below `templates/` are', imports: [] },
  { path: 'templates.ts', is: 'Handlebars, and quoting for Tcl', imports: ['shipped.ts'] },
  { path: 'yaml/', is: 'text → values with positions; problems in words', imports: ['model/'] },
  {
    path: 'spec/',
    is: 'the vocabulary: values → `Spec`; variables, zod schema',
    imports: ['model/', 'yaml/'],
  },
  {
    path: 'plan/',
    is: 'the data of a plan; knows no target',
    imports: ['model/'],
  },
  {
    path: 'plan/make-plan.ts',
    is: '`ObjectSet` × 2 + inventory → `Plan`',
    imports: ['model/', 'plan/', 'plan/decide/', 'plan/schedule/', 'plan/ledger/'],
  },
  {
    path: 'plan/decide/',
    is: 'what to do with each object, and why not',
    imports: ['model/', 'plan/'],
  },
  {
    path: 'plan/schedule/',
    is: 'in which order and in which phases',
    imports: ['model/', 'plan/', 'plan/ledger/'],
  },
  { path: 'plan/ledger/', is: 'what the inventory holds afterwards', imports: ['model/', 'plan/'] },
  {
    path: 'probe/',
    is: 'a WebSocket as a client opens it, judged byte by byte: each fault, what it means, what to try',
    imports: [],
  },
  {
    path: 'gateway/',
    is: 'echo servers on loopback that stand for the members in a rehearsal',
    imports: [],
  },
  {
    path: 'run/',
    is: 'what happens between a spec and a target, for any target; it never prints',
    imports: ['model/', 'spec/', 'plan/', 'plan/make-plan.ts', 'exit.ts', 'probe/'],
  },
  {
    path: 'report/',
    is: 'one reporter a file: a view → words or a document; the JSON Schemas',
    imports: [
      'model/',
      'type:plan/',
      'type:probe/',
      'type:run/events.ts',
      'type:run/rehearse/result.ts',
      'type:run/status/result.ts',
      'type:run/verify/result.ts',
    ],
  },
  {
    path: 'targets/registry.ts',
    is: 'every system that a spec can be put on',
    imports: ['targets/bigip/target.ts', 'type:run/target.ts'],
  },
  {
    path: 'targets/bigip/',
    is: 'BIG-IP as a `Target` and a `Connection`',
    imports: [
      'exit.ts',
      'model/',
      'plan/',
      'plan/make-plan.ts',
      'spec/',
      'type:run/target.ts',
      'type:run/device-lock.ts',
      'type:run/events.ts',
      'type:run/service.ts',
      'type:run/status/state.ts',
      'targets/bigip/desired/',
      'targets/bigip/desired/registry.ts',
      'targets/bigip/gates/',
      'targets/bigip/icontrol/',
      'targets/bigip/icontrol/write/',
      'targets/bigip/lint/',
      'targets/bigip/resources/',
      'targets/bigip/tmsh/',
    ],
  },
  {
    path: 'targets/bigip/gates/',
    is: 'one file for each reason of a device not to be changed by a plan',
    imports: ['model/', 'plan/', 'type:run/target.ts', 'targets/bigip/icontrol/', 'targets/bigip/resources/'],
  },
  {
    path: 'targets/bigip/desired/',
    is: '`Spec` + version → `ObjectSet`: one file for each map of the spec',
    imports: ['model/', 'spec/', 'targets/bigip/resources/'],
  },
  {
    path: 'targets/bigip/desired/virtual/',
    is: 'virtual servers, and what is made for one of them: profiles, persistence, iRules, its address',
    imports: [
      'model/',
      'spec/',
      'templates.ts',
      'targets/bigip/desired/',
      'targets/bigip/resources/',
      'targets/bigip/websocket/',
    ],
  },
  {
    path: 'targets/bigip/desired/registry.ts',
    is: 'every map of the spec that becomes objects, in order',
    imports: ['targets/bigip/desired/', 'targets/bigip/desired/virtual/'],
  },
  {
    path: 'targets/bigip/websocket/',
    is: 'one file for each way of carrying a WebSocket',
    imports: ['model/', 'spec/', 'templates.ts', 'targets/bigip/resources/'],
  },
  {
    path: 'targets/bigip/lint/',
    is: 'one file for each thing that is known to go wrong; `irules/`: in the text of an iRule',
    imports: [
      'model/',
      'spec/',
      'yaml/',
      'targets/bigip/desired/',
      'targets/bigip/resources/',
      'targets/bigip/websocket/',
    ],
  },
  {
    path: 'targets/bigip/icontrol/',
    is: 'every HTTP request: client, login, TLS, reading, archives, inventory',
    imports: ['exit.ts', 'model/', 'plan/', 'type:run/target.ts', 'targets/bigip/resources/'],
  },
  {
    path: 'targets/bigip/icontrol/write/',
    is: 'what changes a device: requests, phases, transactions and their outcome, the lock, the save',
    imports: [
      'exit.ts',
      'model/',
      'plan/',
      'type:run/target.ts',
      'type:run/device-lock.ts',
      'targets/bigip/icontrol/',
      'targets/bigip/resources/',
    ],
  },
  {
    path: 'targets/bigip/resources/',
    is: 'one file for each kind of object: fields, references, habits of the device',
    imports: ['model/', 'type:plan/'],
  },
  {
    path: 'targets/bigip/tmsh/',
    is: 'requests as commands of tmsh, and a script of them; every quoting for tmsh, Tcl and the shell',
    imports: [
      'model/',
      'type:plan/',
      'templates.ts',
      'type:targets/bigip/icontrol/write/',
      'targets/bigip/resources/',
    ],
  },
  {
    path: 'mock/mock.ts',
    is: 'the mock BIG-IP ([mock.md](mock.md)): one unit, its collections and its server put together',
    imports: [
      'mock/api.ts',
      'mock/collections/',
      'mock/faults/',
      'mock/objects/',
      'mock/operations/',
      'mock/server/',
      'mock/tmos.ts',
      'mock/traffic/',
      'mock/unit/',
      WIRE_TYPES,
    ],
  },
  {
    path: 'mock/server/',
    is: 'the web server: requests taken apart, sent to a route, answered, logged',
    imports: [
      'mock/faults/',
      'mock/inferred.ts',
      'mock/objects/',
      'mock/operations/',
      'mock/server/routes/',
      'mock/unit/',
      'mock/wire/',
      WIRE_TYPES,
    ],
  },
  {
    path: 'mock/server/routes/',
    is: 'what a URL does: one file for a group of URLs',
    imports: [
      'mock/collections/',
      'mock/inferred.ts',
      'mock/objects/',
      'mock/operations/',
      'mock/tmos.ts',
      'mock/unit/',
      'mock/wire/',
    ],
  },
  {
    path: 'mock/faults/',
    is: 'scripted failures: which request, what goes wrong',
    imports: ['mock/unit/', 'mock/wire/', 'yaml/', 'type:model/diagnostic.ts'],
  },
  {
    path: 'mock/operations/',
    is: 'what a request does to a unit: log in, read, write, commit, save and load archives',
    imports: [
      'mock/api.ts',
      'mock/collections/ltm/policy.ts',
      'mock/inferred.ts',
      'mock/objects/',
      'mock/stats/',
      'mock/unit/',
      'mock/wire/',
    ],
  },
  {
    path: 'mock/stats/',
    is: 'the numbers of `/stats`',
    imports: ['mock/collections/cm/', 'mock/collections/ltm/', 'mock/objects/', 'mock/unit/', 'mock/wire/'],
  },
  {
    path: 'mock/unit/',
    is: 'the state of one device: users, tokens, transactions, tasks, archives, files; its state file',
    imports: ['mock/api.ts', 'mock/objects/', 'mock/tmos.ts', 'mock/wire/'],
  },
  {
    path: 'mock/collections/',
    is: 'the registry of kinds, and the objects a device leaves the factory with',
    imports: [
      'mock/collections/auth/',
      'mock/collections/cm/',
      'mock/collections/ltm/',
      'mock/collections/net/',
      'mock/collections/sys/',
      'mock/objects/',
      'mock/tmos.ts',
      'mock/wire/',
    ],
  },
  {
    path: 'mock/collections/ltm/',
    is: 'definitions of the kinds of `ltm`',
    imports: [
      'mock/collections/cm/',
      'mock/collections/parts/',
      'mock/collections/sys/',
      'mock/inferred.ts',
      'mock/irules/',
      'mock/objects/',
      'mock/tmos.ts',
      'mock/wire/',
    ],
  },
  {
    path: 'mock/collections/net/',
    is: 'definitions of the kinds of `net`',
    imports: [
      'mock/collections/cm/',
      'mock/collections/parts/',
      'mock/inferred.ts',
      'mock/objects/',
      'mock/wire/',
    ],
  },
  {
    path: 'mock/collections/sys/',
    is: 'definitions of the kinds of `sys`',
    imports: [
      'mock/collections/cm/',
      'mock/collections/parts/',
      'mock/inferred.ts',
      'mock/objects/',
      'mock/tmos.ts',
      'mock/wire/',
    ],
  },
  {
    path: 'mock/collections/auth/',
    is: 'definitions of the kinds of `auth`',
    imports: ['mock/collections/parts/', 'mock/objects/', 'mock/tmos.ts', 'mock/wire/'],
  },
  {
    path: 'mock/collections/cm/',
    is: 'definitions of the kinds of `cm`',
    imports: ['mock/objects/', 'mock/tmos.ts', 'mock/wire/'],
  },
  {
    path: 'mock/collections/parts/',
    is: 'parts of definitions that several modules share',
    imports: ['mock/objects/', 'mock/wire/'],
  },
  {
    path: 'mock/objects/',
    is: 'the engine behind definitions: kinds, values, references, the store, reading and writing one object',
    imports: ['mock/inferred.ts', 'mock/irules/', 'mock/tmos.ts', 'mock/wire/'],
  },
  {
    path: 'mock/traffic/',
    is: 'what passes through the mock: listeners that follow the objects, put together with the rest',
    imports: [
      'mock/api.ts',
      'mock/traffic/balancing/',
      'mock/traffic/contract.ts',
      'mock/traffic/counting/',
      'mock/traffic/flows/',
      'mock/traffic/http/',
      'mock/traffic/irules/',
      'mock/traffic/listeners/',
      'mock/traffic/model/',
      'mock/traffic/monitors/',
      'mock/traffic/places/',
      'mock/traffic/view.ts',
      'mock/objects/',
      'mock/unit/',
    ],
  },
  {
    path: 'mock/traffic/monitors/',
    is: 'probes and what they find: one type of monitor a file of `types/`',
    imports: [
      'mock/objects/',
      'mock/traffic/contract.ts',
      'mock/traffic/counting/',
      'mock/traffic/model/',
      'mock/traffic/places/',
      'mock/wire/',
    ],
  },
  {
    path: 'mock/traffic/flows/',
    is: 'one connection of a client and those to members: accepted, counted, passed on, ended',
    imports: [
      'mock/traffic/balancing/',
      'mock/traffic/contract.ts',
      'mock/traffic/counting/',
      'mock/traffic/http/',
      'mock/traffic/listeners/',
      'mock/traffic/model/',
      'mock/traffic/places/',
    ],
  },
  {
    path: 'mock/traffic/listeners/',
    is: 'which addresses are listened on, and which virtual server takes a connection',
    imports: ['mock/traffic/contract.ts', 'mock/traffic/model/', 'mock/traffic/places/', 'mock/wire/'],
  },
  {
    path: 'mock/traffic/balancing/',
    is: 'which member takes a connection: one method a file of `methods/`',
    imports: ['mock/traffic/contract.ts', 'mock/traffic/counting/', 'mock/traffic/model/', 'mock/wire/'],
  },
  {
    path: 'mock/traffic/model/',
    is: 'virtual servers, pools and members as the traffic sees them',
    imports: [
      'mock/collections/ltm/',
      'mock/objects/',
      'mock/traffic/contract.ts',
      'mock/traffic/counting/',
      'mock/traffic/places/',
      'mock/traffic/view.ts',
      'mock/unit/',
      'mock/wire/',
    ],
  },
  {
    path: 'mock/traffic/places/',
    is: 'where addresses are on loopback; the one place that binds and connects',
    imports: ['mock/api.ts', 'mock/traffic/contract.ts', 'mock/wire/'],
  },
  {
    path: 'mock/traffic/counting/',
    is: 'connections, bytes and limits, by object; the clock',
    imports: ['type:mock/objects/kind.ts'],
  },
  {
    path: 'mock/traffic/http/',
    is: 'HTTP on one client connection: the proxy between client and members',
    imports: [
      'mock/inferred.ts',
      'mock/tmos.ts',
      'mock/traffic/contract.ts',
      'mock/traffic/message/',
      'mock/traffic/persistence/',
      'mock/traffic/policies/',
      'mock/traffic/tls/',
      'mock/traffic/view.ts',
      'mock/traffic/websocket/',
      'mock/wire/',
    ],
  },
  {
    path: 'mock/traffic/persistence/',
    is: 'one file for each way of persistence; records, cookies',
    imports: ['mock/traffic/contract.ts', 'mock/traffic/message/', 'mock/traffic/view.ts', 'mock/wire/'],
  },
  {
    path: 'mock/traffic/policies/',
    is: 'what LTM policies make of a request or response; pure',
    imports: ['mock/traffic/contract.ts', 'mock/traffic/message/', 'mock/traffic/view.ts', 'mock/wire/'],
  },
  {
    path: 'mock/traffic/tls/',
    is: 'TLS with clients and members, from the profiles and the files of keys',
    imports: ['mock/tmos.ts', 'mock/traffic/contract.ts', 'mock/traffic/view.ts', 'mock/wire/'],
  },
  {
    path: 'mock/traffic/websocket/',
    is: 'frames of WebSockets, where the profile or a rule looks at them',
    imports: ['mock/traffic/contract.ts', 'mock/traffic/message/'],
  },
  {
    path: 'mock/traffic/message/',
    is: 'messages of HTTP/1.x: heads, headers and bodies, read from bytes and written',
    imports: ['mock/traffic/contract.ts'],
  },
  {
    path: 'mock/traffic/irules/',
    is: 'iRules that run: their text for the Tcl of this machine, and the process that runs it',
    imports: ['mock/irules/', 'type:mock/traffic/contract.ts', 'shipped.ts'],
  },
  {
    path: 'mock/traffic/contract.ts',
    is: 'what the parts of the traffic know of each other',
    imports: [],
  },
  {
    path: 'mock/traffic/view.ts',
    is: 'the configuration as the traffic sees it',
    imports: ['mock/wire/'],
  },
  {
    path: 'mock/irules/',
    is: 'iRules as text: Tcl reader, words, checks',
    imports: ['mock/wire/'],
  },
  {
    path: 'mock/wire/',
    is: 'JSON, errors, HTML, addresses, names, query strings, requests and replies',
    imports: [WIRE_TYPES],
  },
  { path: 'mock/api.ts', is: 'what a program that imports the mock sees', imports: [WIRE_TYPES] },
  { path: 'mock/inferred.ts', is: 'what no capture and no document confirms', imports: [] },
  { path: 'mock/tmos.ts', is: 'versions of TMOS', imports: [] },
  {
    path: 'commands/',
    is: 'one file for each command, and the steps they share',
    imports: [
      'exit.ts',
      'gateway/',
      'io.ts',
      'version.ts',
      'model/',
      'spec/',
      'yaml/',
      'plan/impact.ts',
      'run/',
      'report/',
      'targets/registry.ts',
    ],
    also: {
      'commands/mock.ts': ['mock/mock.ts', 'mock/faults/file.ts'],
      'commands/mock-traffic.ts': ['type:mock/mock.ts'],
      'commands/device/embedded-mock.ts': ['mock/mock.ts'],
      'commands/device/assumptions.ts': ['type:mock/api.ts'],
      'commands/stage/places.ts': ['type:mock/api.ts', 'probe/target.ts'],
      'commands/stage/stage.ts': ['type:mock/api.ts'],
    },
  },
  { path: 'program.ts', is: 'the command tree', imports: ['commands/', 'version.ts'] },
  {
    path: 'cli.ts',
    is: 'the process: signals, the one `catch`, exit code',
    imports: ['program.ts', 'commands/', 'exit.ts', 'io.ts'],
  },
];

/** Every package has one home. Types of chalk may be used where text is coloured. */
export const HOMES: Readonly<Record<string, readonly string[]>> = {
  axios: ['targets/bigip/icontrol/client.ts'],
  zod: ['spec/', 'yaml/', 'report/', 'mock/faults/faults.ts'],
  yaml: ['yaml/'],
  'js-yaml': ['yaml/'],
  'fastest-levenshtein': ['yaml/'],
  handlebars: ['templates.ts'],
  commander: ['cli.ts', 'program.ts', 'commands/'],
  inquirer: ['io.ts'],
  chalk: ['io.ts', 'type:report/'],
  ora: ['io.ts'],
  diff: ['report/'],
  fastify: ['mock/server/server.ts'],
  selfsigned: ['mock/server/certificate.ts', 'gateway/certificate.ts'],
  ws: ['gateway/gateway.ts'],
  'ipaddr.js': ['model/', 'mock/wire/address.ts'],
};

/** The files that still import each other in a circle; one that is cut, or changes, must go from here. */
export const KNOWN_CIRCLES: readonly (readonly string[])[] = [];

/** How many files a folder may hold by itself; collections and lint hold one for each of many things. */
export const MOST_FILES = 20;
export const MANY_FILES: readonly string[] = ['mock/collections/', 'targets/bigip/lint/'];
export const MOST_LOOSE_IN_MOCK = 8;
