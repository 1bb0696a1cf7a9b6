"""Runs F5's Ansible modules on a mock, as their tasks say, without a playbook around them.

Ansible packs, starts and unpacks a Python for each task, which takes ten times as long as the module itself. Here
all run in one process, as in Ansible's own unit tests; templates and conditions are Ansible's.
Reads {port, scratch, plays: [{name, tasks, check}]} from stdin, `tasks` the path of a file; prints what came of it.
"""

import contextlib
import importlib
import io
import json
import sys
import time

from ansible.module_utils import basic
from ansible.parsing.dataloader import DataLoader
from ansible.plugins import loader
from ansible.template import Templar

# Finds collections; before ansible-core 2.15 the import alone did it.
getattr(loader, 'init_plugin_loader', lambda: None)()

MODULES = 'ansible_collections.f5networks.f5_modules.plugins'
KEYWORDS = {'name', 'register', 'failed_when'}

# Asked for since ansible-core 2.19: how arguments and results are written as JSON.
if hasattr(basic, '_ANSIBLE_PROFILE'):
    basic._ANSIBLE_PROFILE = 'legacy'


def run_module(module, arguments):
    """What the module prints as its result, or what kept it from one."""
    basic._ANSIBLE_ARGS = json.dumps({'ANSIBLE_MODULE_ARGS': arguments}).encode()
    printed = io.StringIO()
    try:
        with contextlib.redirect_stdout(printed):
            importlib.import_module(f'{MODULES}.modules.{module}').main()
    except SystemExit:
        pass
    try:
        return json.loads(printed.getvalue())
    except ValueError:
        return {'failed': True, 'msg': f'{module} printed no result: {printed.getvalue()!r}'}


def run_task(task, variables, check):
    (module,) = [key.removeprefix('f5networks.f5_modules.') for key in task if key not in KEYWORDS]
    templar = Templar(loader=DataLoader(), variables=variables)
    provider = templar.template(variables['provider'])
    asked = templar.template(next(task[key] for key in task if key not in KEYWORDS))
    result = run_module(module, {**asked, 'provider': provider, '_ansible_check_mode': check})
    result.setdefault('failed', False)
    result.setdefault('changed', False)
    if 'failed_when' in task:
        known = {**variables, task['register']: result}
        judge = Templar(loader=DataLoader(), variables=known)
        result['failed'] = bool(judge.template('{{ %s }}' % task['failed_when']))
    return {'name': task['name'], **{key: result.get(key) for key in ('changed', 'failed', 'msg')}}


def main():
    asked = json.load(sys.stdin)
    server = {'server': '127.0.0.1', 'server_port': asked['port'], 'user': 'admin', 'password': 'admin'}
    variables = {
        'scratch': asked['scratch'],
        'provider': {**server, 'validate_certs': False, 'no_f5_teem': True},
    }
    played = []
    for play in asked['plays']:
        start = time.time()
        tasks = DataLoader().load_from_file(play['tasks'])
        done = [run_task(task, variables, play['check']) for task in tasks]
        played.append({'name': play['name'], 'start': start * 1000, 'end': time.time() * 1000, 'tasks': done})
    json.dump(played, sys.stdout)


main()
