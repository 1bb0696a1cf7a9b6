import { DeviceError, tmsh } from '../../wire/errors.ts';
import { type Reply, json } from '../../wire/http.ts';
import { archiveName } from '../../unit/archives.ts';
import { type JsonObject, shown, textAt } from '../../wire/json.ts';
import { withVariable } from '../../collections/ltm/monitor-variables.ts';
import { operateAlone } from '../../operations/operate.ts';
import { runUcs, saveArchive } from '../../operations/ucs.ts';
import { hostnameOf } from '../../collections/cm/device.ts';
import { edition, release } from '../../tmos.ts';
import { loadSaved, saveConfig, type Unit } from '../../unit/unit.ts';
import type { Call, Route } from './route.ts';
import { requireBalanced } from './util-files.ts';

// `util bash` knows the few commands that clients run (clients.md). Nothing is ever handed to a shell; a
// command that is not known is refused.

type Run = (unit: Unit, match: RegExpExecArray) => string | undefined;

const COMMANDS: readonly (readonly [RegExp, Run])[] = [
  [
    /^tmsh save (?:\/?sys )?config(?: partitions all)?$/,
    (unit) => {
      saveConfig(unit);
      return 'Saving running configuration...\n  /config/bigip.conf\n  /config/bigip_base.conf\n  /config/bigip_user.conf\n';
    },
  ],
  [/^tmsh save (?:\/?sys )?ucs (\S+)$/, (unit, match) => saveUcs(unit, match[1] ?? '')],
  [/^tmsh load (?:\/?sys )?ucs (\S+)((?: no-license| no-platform-check| reset-trust)*)$/, loadUcs],
  [/^tmsh delete (?:\/?sys )?ucs (\S+)$/, (unit, match) => deleteUcs(unit, match[1] ?? '')],
  [
    /^tmsh show (?:\/?sys )?mcp-state(?: field-fmt)?$/,
    () =>
      'sys mcp-state {\n    last-load full-config-load-succeed\n    phase running\n}\nRunning Phase running\nLast Configuration Load Status full-config-load-succeed\n',
  ],
  [
    /^tmsh show (?:\/?sys )?version$/,
    ({ tmos }) => {
      const { build } = release(tmos);
      return `\nSys::Version\nMain Package\n  Product     BIG-IP\n  Version     ${tmos.text}\n  Build       ${build}\n  Edition     ${edition(tmos)}\n  Date        Thu Jun  1 12:00:00 PDT 2023\n\n`;
    },
  ],
  [/^runlevel$/, () => 'N 3\n'],
  [/^ps aux \| grep ['"]?\[m\]prov['"]?(?: \| grep -v \/usr\/libexec\/qemu-kvm)?$/, () => undefined],
  [/^tmsh modify ltm monitor external (\S+) (user-defined .+)$/, setVariables],
  [/^hostname$/, ({ store }) => `${hostnameOf(store)}\n`],
  [
    /^cat \/VERSION$/,
    ({ tmos }) => {
      const { build, sequence, built, changelist, jobId } = release(tmos);
      return `Product: BIG-IP\nVersion: ${tmos.text}\nBuild: ${build}\nSequence: ${sequence}\nBaseBuild: ${build}\nEdition: ${edition(tmos)}\nDate: Thu Jun  1 12:00:00 PDT 2023\nBuilt: ${built}\nChangelist: ${changelist}\nJobID: ${jobId}\n`;
    },
  ],
  [
    /^cat \/proc\/uptime$/,
    ({ now, startedAt }) =>
      `${((now() - startedAt) / 1000 + 60).toFixed(2)} ${((now() - startedAt) / 500).toFixed(2)}\n`,
  ],
  [
    /^tmsh load (?:\/?sys )?config$/,
    (unit) => {
      loadSaved(unit);
      return 'Loading system configuration...\nLoading configuration...\n';
    },
  ],
  [/^ch(own|mod) \S+ \/var\/local\/ucs\/[\w.+-]+$/, () => undefined],
];

/** The variables of an external monitor can only be set this way (bigip_monitor_external of Ansible). */
function setVariables(unit: Unit, match: RegExpExecArray): undefined {
  const [, monitor = '', words = ''] = match;
  const path = monitor.startsWith('/') ? monitor : `/Common/${monitor}`;
  let apiRawValues = unit.store.find('monitor', path)?.props.apiRawValues ?? {};
  for (const [, name = '', quoted, bare] of words.matchAll(/user-defined (\S+) (?:"([^"]*)"|(\S+))/g)) {
    apiRawValues = withVariable(apiRawValues, name, quoted ?? bare ?? '');
  }
  const segments = ['ltm', 'monitor', 'external', path.replaceAll('/', '~')];
  operateAlone({ method: 'PATCH', segments, rawQuery: '', body: { apiRawValues } }, unit);
  return undefined;
}

function saveUcs(unit: Unit, input: string): string {
  const name = archiveName(input);
  if (name === undefined) return `invalid archive name ${input}\n`;
  saveArchive(name, false, unit);
  return `Saving active configuration...\n/var/local/ucs/${name} is saved.\n`;
}

/** What a shell prints is no refusal, whatever went wrong. */
function loadUcs(unit: Unit, match: RegExpExecArray): string {
  const name = archiveName((match[1] ?? '').replace(/^\/var\/local\/ucs\//, ''));
  if (name === undefined) return `invalid archive name ${match[1] ?? ''}\n`;
  try {
    runUcs({ command: 'load', name, passphrase: undefined }, unit);
  } catch (error) {
    if (error instanceof DeviceError) return `Unexpected Error: ${error.message}\n`;
    throw error;
  }
  return `Processing UCS file: /var/local/ucs/${name}\nLoading configuration...\n`;
}

function deleteUcs(unit: Unit, input: string): string {
  const name = archiveName(input);
  return name !== undefined && unit.archives.remove(name) ? `${name} is deleted\n` : `${input} not found\n`;
}

/** `-c "…"` or `-c '…'`, as clients send it. */
function commandOf(body: JsonObject): string {
  const args = textAt(body, 'utilCmdArgs') ?? '';
  const match = /^-c\s+(['"])([\s\S]*)\1$/.exec(args.trim());
  const command = (match?.[2] ?? args).replaceAll(String.raw`\"`, '"').trim();
  // `tmsh -c "show …"` is the same as `tmsh show …`; bigip_command of Ansible writes it so.
  const inner = /^tmsh -c "([^"]*)"$/.exec(command)?.[1];
  return inner === undefined ? command : `tmsh ${inner.trim()}`;
}

/** `commandResult` is there only when there is output (clients.md). */
function bash(call: Call): Reply {
  const body = call.json();
  if (body.command !== 'run') throw tmsh(`unexpected argument "${shown(body.command)}"`);
  requireBalanced(textAt(body, 'utilCmdArgs') ?? '');
  const command = commandOf(body);
  for (const [pattern, run] of COMMANDS) {
    const match = pattern.exec(command);
    if (!match) continue;
    const commandResult = run(call.unit, match);
    return json(200, {
      kind: 'tm:util:bash:runstate',
      ...body,
      ...(commandResult === undefined ? {} : { commandResult }),
    });
  }
  throw tmsh(
    `The mock does not run "${command.slice(0, 200)}": util bash knows only the commands listed in docs/mock.md.`,
  );
}

export const utilRoutes: readonly Route[] = [{ path: 'tm/util/bash', methods: { POST: bash } }];
