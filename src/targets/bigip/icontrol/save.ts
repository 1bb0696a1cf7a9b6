import { CliError, EXIT } from '../../../exit.ts';
import { type Client, NoAnswerError } from './client.ts';
import { DeviceError } from './errors.ts';
import { textIn } from './reply.ts';

const TRIES = 4;
const FIRST_PAUSE_MS = 500;

/**
 * Writes the running configuration to disk: without it a reboot undoes the change. It counts when it is answered as
 * a device answers (device-facts: save). To save once more does no harm, so one whose answer does not say what
 * happened is asked for again.
 */
export async function saveConfig(client: Client): Promise<void> {
  for (let tries = 1; ; tries++) {
    const failure = await trySave(client);
    if (failure === undefined) return;
    if (tries === TRIES) throw failure;
    await client.pause(FIRST_PAUSE_MS * 2 ** tries);
  }
}

/** Why it does not count; throws what asking again cannot mend. */
async function trySave(client: Client): Promise<CliError | undefined> {
  try {
    const { body } = await client.request('POST', '/mgmt/tm/sys/config', { body: { command: 'save' } });
    if (textIn(body, 'command') === 'save' && textIn(body, 'kind') === 'tm:sys:config:savestate')
      return undefined;
    return new CliError(EXIT.failed, 'the device did not answer the save as a BIG-IP does');
  } catch (error) {
    if (error instanceof NoAnswerError || (error instanceof DeviceError && isUnclear(error))) return error;
    throw error;
  }
}

function isUnclear({ status, apiError }: DeviceError): boolean {
  return status >= 500 || (status !== 401 && status !== 403 && apiError === undefined);
}
