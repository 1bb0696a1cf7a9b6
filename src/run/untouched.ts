import { CliError, EXIT } from '../exit.ts';

/** 1 says nothing of the device by itself: before a change is sent, it is said that there was none. */
export function nothingChanged(error: unknown): unknown {
  if (!(error instanceof CliError) || error.code !== EXIT.failed) return error;
  const hint = ['nothing was changed on the device', error.details.hint];
  return new CliError(error.code, error.message, {
    ...error.details,
    hint: hint.filter((part) => part !== undefined).join('\n'),
    cause: error,
  });
}
