import { Command } from 'commander';
import { defineApply } from './commands/apply.ts';
import { defineArchive } from './commands/archive.ts';
import type { Run } from './commands/deps.ts';
import { defineDestroy } from './commands/destroy.ts';
import { defineDiff } from './commands/diff.ts';
import { defineMock } from './commands/mock.ts';
import { defineRehearse } from './commands/rehearse.ts';
import { defineRender } from './commands/render.ts';
import { defineUnlock } from './commands/unlock.ts';
import { defineSchema } from './commands/schema.ts';
import { defineStatus } from './commands/status.ts';
import { defineVerify } from './commands/verify.ts';
import { defineValidate } from './commands/validate.ts';
import { toolVersion } from './version.ts';

/** All commands, in the order of `--help`. */
const COMMANDS = [
  defineValidate,
  defineRender,
  defineDiff,
  defineApply,
  defineDestroy,
  defineRehearse,
  defineStatus,
  defineVerify,
  defineArchive,
  defineUnlock,
  defineSchema,
  defineMock,
];

const EXAMPLES = `
Examples:
  $ bigip-ws validate spec.yaml
  $ bigip-ws diff spec.yaml --host bigip1.example.com
  $ bigip-ws apply spec.yaml --mock --yes      # on the embedded mock, without a device`;

/** The command tree. Apart from cli.ts, which runs it on import, so that docs and tests can look at it. */
export function buildProgram(run: Run): Command {
  const program = new Command('bigip-ws')
    .description('F5 BIG-IP configuration as code for WebSocket load balancing')
    .version(toolVersion())
    .option('--debug', 'show stack traces and the requests that are sent')
    .option('--quiet', 'print results and errors only')
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError('(add --help for what is possible)')
    .exitOverride()
    .addHelpText('after', EXAMPLES);
  for (const define of COMMANDS) define(program, run);
  for (const command of program.commands) command.exitOverride();
  return program;
}
