import { textRule } from '../rule-texts.ts';
import { DISABLED } from './commands.ts';

/** A command of Tcl that a device has switched off. */
export const disabledCommand = textRule(
  {
    id: 'rule/disabled-command',
    severity: 'error',
    explanation:
      'An iRule has no files, processes, sockets or packages: the commands of Tcl for them are disabled, and an ' +
      'iRule that has one, at whatever depth and within catch too, is refused with 01070151 (command is ' +
      'disabled). The time is [clock seconds]; files are read with ifile, connections made with connect or HSL. ' +
      '(bitwisecook/tcl-lsp, measured on 21.1.0.1)',
  },
  ({ steps }) =>
    steps
      .filter(({ name }) => DISABLED.has(name))
      .map(({ name, at }) => ({
        at,
        message: `the device has no command ${name}: it is disabled`,
        hint: 'do without it',
      })),
);
