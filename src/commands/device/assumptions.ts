import { CliError, EXIT, SpecError } from '../../exit.ts';
import type { AssumptionError } from '../../mock/api.ts';
import type { LoadedSpec } from '../../run/job.ts';
import { didYouMean } from '../../yaml/suggest.ts';

export type Assumptions = Readonly<Record<string, string>>;

/** What `/Common/x=ltm/profile/client-ssl` says, once or several times. */
export function assumptionsOf(flags: readonly string[] = [], flag: string): Assumptions {
  return Object.fromEntries(
    flags.map((text) => {
      const [, path, kind] = /^(\/[^/=]+(?:\/[^/=]+)+)=([^=]+)$/.exec(text) ?? [];
      if (path !== undefined && kind !== undefined) return [path, kind];
      throw new CliError(EXIT.usage, `${flag} ${text}: not a path and a kind`, {
        hint: `write ${flag} /Common/name=ltm/profile/client-ssl`,
      });
    }),
  );
}

/** The refusal of an assumption, told where it was made: in the spec or by a flag. */
export function explainAssumption(error: AssumptionError, flag: string, loaded?: LoadedSpec): unknown {
  const { path, message, unknown } = error;
  const hint = unknown && (didYouMean(unknown.word, unknown.known) ?? listOf(unknown.word, unknown.known));
  const isOfSpec = loaded !== undefined && Object.hasOwn(loaded.spec.mock.assume, path);
  const said = `${path} cannot be assumed: ${message}`;
  const more = hint === undefined ? {} : { hint };
  if (!isOfSpec) return new CliError(EXIT.usage, `${flag}: ${said}`, { ...more, cause: error });
  const source = loaded.locate(['mock', 'assume', path]);
  return new SpecError([{ rule: 'mock/assume', severity: 'error', message: said, ...more, source }]);
}

/** Kinds of the same module, or the modules where there is no such one. */
function listOf(word: string, known: readonly string[]): string {
  const below = known.filter((one) => one.startsWith(`${word.split('/')[0] ?? ''}/`));
  return `it knows ${(below.length > 0 ? below : known).join(', ')}`;
}
