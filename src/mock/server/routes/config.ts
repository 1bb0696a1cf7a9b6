import { notFound, tmsh } from '../../wire/errors.ts';
import { type Reply, json } from '../../wire/http.ts';
import { isList, isObject, type JsonObject, shown, textAt } from '../../wire/json.ts';
import { kindAt } from '../../objects/kind.ts';
import { nameOf } from '../../wire/names.ts';
import { newOperation } from '../../operations/operate.ts';
import { checkTouched } from '../../objects/check.ts';
import type { Task } from '../../unit/tasks.ts';
import { loadSaved, saveConfig } from '../../unit/unit.ts';
import type { Call, Route } from './route.ts';
import { taskRoutes } from './tasks.ts';

// Commands that are about the configuration as a whole, or make several objects of one request.

/** Saving, and going back to what was saved; files in tmsh's own language are neither written nor read. */
function config(call: Call): Reply {
  const body = call.json();
  const { unit } = call;
  const { command } = body;
  if (command !== 'save' && command !== 'load') throw tmsh(`unexpected argument "${shown(command)}"`);
  if (body.options !== undefined) {
    const words = (isList(body.options) ? body.options.filter(isObject) : []).flatMap(Object.keys).join(', ');
    throw tmsh(
      `The mock does not simulate "${command} sys config" with options (${words}), only without: it neither reads nor writes configuration files.`,
    );
  }
  if (command === 'save') saveConfig(unit);
  else loadSaved(unit);
  return json(200, { kind: `tm:sys:config:${command}state`, ...body });
}

/** The task of a script that is there can be made, as on 17.1.0.1 (captured); it fails, since none is run here. */
function scriptTask({ unit }: Call, body: JsonObject): Task {
  const name = textAt(body, 'name') ?? '';
  const path = name.startsWith('/') ? name : `/Common/${name}`;
  if (body.command !== 'run') throw tmsh(`unexpected argument "${shown(body.command)}"`);
  if (!unit.store.find('cli/script', path)) throw notFound('CLI script', path);
  return unit.tasks.create('cli/script', {}, () => {
    throw tmsh(`The mock keeps the script ${path}, but it does not run tmsh scripts.`);
  });
}

function configTask({ unit }: Call, body: JsonObject): Task {
  if (body.command !== 'save' && body.command !== 'load')
    throw tmsh(`unexpected argument "${shown(body.command)}"`);
  const work = body.command === 'save' ? saveConfig : loadSaved;
  return unit.tasks.create('sys/config', body, () => work(unit));
}

/** `install … from-local-file` puts a file in place as `sys file` does, over one of that name (dehydrated-bigip#11). */
const install =
  (what: 'cert' | 'key') =>
  (call: Call): Reply => {
    const body = call.json();
    const { unit } = call;
    if (body.command !== 'install')
      throw tmsh(
        `The mock does not simulate "${shown(body.command)}" of sys crypto ${what}, only "install".`,
      );
    const file = textAt(body, 'from-local-file') ?? textAt(body, 'fromLocalFile');
    const input = textAt(body, 'name') ?? '';
    if (file === undefined)
      throw tmsh(`The mock installs a ${what} with "from-local-file" only, of an upload.`);
    const ending = what === 'cert' ? '.crt' : '.key';
    const named = input.endsWith(ending) ? input : `${input}${ending}`;
    const path = named.startsWith('/') ? named : `/Common/${named}`;
    const kind = kindAt(unit.kinds, `sys/file/ssl-${what}`);
    const passphrase = textAt(body, 'passphrase');
    const source = { sourcePath: `file:${file}`, ...(passphrase === undefined ? {} : { passphrase }) };
    const work = newOperation(unit);
    unit.store.atomically(() => {
      const there = unit.store.get(kind, path);
      if (there) work.modify(there, source);
      else work.create(kind, nameOf(path), source);
      checkTouched(work);
    });
    return json(200, { kind: `tm:sys:crypto:${what}:installstate`, ...body });
  };

export const configRoutes: readonly Route[] = [
  { path: 'tm/sys/config', methods: { POST: config } },
  ...taskRoutes('cli/script', scriptTask),
  ...taskRoutes('sys/config', configTask),
  { path: 'tm/sys/crypto/cert', methods: { POST: install('cert') } },
  { path: 'tm/sys/crypto/key', methods: { POST: install('key') } },
];
