import { CliError, EXIT } from '../../exit.ts';
import type { VariableFlags } from '../options.ts';

interface SourceFlags extends VariableFlags {
  readonly plan?: string;
  readonly out?: string;
  readonly adopt?: boolean;
}

/** What a command is about: a spec, or a plan that was saved of one. */
type Source = { readonly spec: string } | { readonly plan: string };

/** Exactly one of them; what a plan was made with is in it. */
export function sourceOf(spec: string | undefined, flags: SourceFlags): Source {
  const { plan } = flags;
  if (plan === undefined) {
    if (spec !== undefined) return { spec };
    throw usage('which spec?', 'name its file, or a plan that diff --out saved: --plan <plan.json>');
  }
  if (spec !== undefined)
    throw usage(
      'a spec and a saved plan, but only one can be meant',
      'leave out the spec: the plan names it',
    );
  const fixed = [
    ...(flags.adopt ? ['--adopt'] : []),
    ...(flags.var ? ['--var'] : []),
    ...(flags.varsFile === undefined ? [] : ['--vars-file']),
    ...(flags.out === undefined ? [] : ['--out']),
  ];
  if (fixed.length > 0)
    throw usage(
      `${fixed.join(', ')} cannot change a saved plan`,
      'make a new one: bigip-ws diff <spec> --out …',
    );
  return { plan };
}

function usage(message: string, hint: string): CliError {
  return new CliError(EXIT.usage, message, { hint });
}
