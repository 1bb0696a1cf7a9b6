import { CliError, UnknownOutcomeError } from '../../../../exit.ts';
import type { Client } from '../client.ts';
import { DeviceError, isUnclear, OddAnswerError } from '../errors.ts';
import { textIn } from '../reply.ts';
import { untilClear } from '../until-clear.ts';

const PATH = '/mgmt/tm/sys/config';

/**
 * Writes the running configuration to disk: without it a reboot undoes the change. It counts when it is answered as
 * a device answers (device-facts: save). To save once more does no harm, so any other answer than a refusal of the
 * login is asked again. Throws an `UnknownOutcomeError` where it stays unclear.
 */
export async function saveConfig(client: Client): Promise<void> {
  try {
    await untilClear(client, () => save(client), { isOpen });
  } catch (error) {
    if (!(error instanceof CliError) || !isUnclear(error)) throw error;
    throw new UnknownOutcomeError(error.code, error.message, { ...error.details, cause: error });
  }
}

async function save(client: Client): Promise<void> {
  const { body } = await client.request('POST', PATH, { body: { command: 'save' } });
  if (textIn(body, 'command') !== 'save' || textIn(body, 'kind') !== 'tm:sys:config:savestate')
    throw new OddAnswerError(`POST ${PATH}`, 'a word about the save');
}

function isOpen(error: unknown): boolean {
  return isUnclear(error) || (error instanceof DeviceError && error.status !== 401 && error.status !== 403);
}
