import { CliError, EXIT } from '../../../../exit.ts';
import { isReply, type Reply } from '../../resources/field.ts';
import type { Client } from '../client.ts';
import { DeviceError } from '../errors.ts';
import { readPages } from '../pages.ts';
import { textIn } from '../reply.ts';
import type { WriteRequest } from './requests.ts';

/**
 * A command can be answered and not taken (an empty 200, someone else's object): what the transaction holds is
 * compared with what was sent, before it is committed.
 */
export async function checkQueue(
  client: Client,
  id: number,
  requests: readonly WriteRequest[],
  answers: readonly unknown[],
): Promise<void> {
  const sent = requests.map(({ method, path }) => `${method} /mgmt/tm/${path}`);
  const held = (await heldBy(client, id)) ?? answers.filter(isCommand);
  const queued = inOrder(held).map(commandText);
  const lost = sent.find((command, index) => pathOf(command) !== pathOf(queued[index] ?? ''));
  if (lost === undefined && queued.length === sent.length) return;
  throw new CliError(
    EXIT.failed,
    `the device did not take ${lost ?? 'the commands as they were sent'}: the transaction holds ${queued.length} commands, ${sent.length} were sent`,
    { hint: 'it was withdrawn; run it again' },
  );
}

/** A version may not know the list; then the answers must be what it would hold. */
async function heldBy(client: Client, id: number): Promise<readonly Reply[] | undefined> {
  try {
    return await readPages(client, `transaction/${id}/commands`, [], {
      collection: 'transaction',
      mayLack: true,
    });
  } catch (error) {
    if (error instanceof DeviceError && error.status === 404 && error.apiError === undefined)
      return undefined;
    throw error;
  }
}

/** A queued request is answered with the command (device-facts: queued-commands). */
function isCommand(answer: unknown): answer is Reply {
  return isReply(answer) && textIn(answer, 'kind') === 'tm:transaction:commandsstate';
}

/** Commands run in the order of `evalOrder` (device-facts: eval-order). */
function inOrder(commands: readonly Reply[]): readonly Reply[] {
  return [...commands].sort((one, other) => Number(one.evalOrder) - Number(other.evalOrder));
}

function commandText({ method, uri }: Reply): string {
  return `${String(method)} ${String(uri).replace(/^https?:\/\/[^/]+/, '')}`;
}

/** Two spellings of one address: a device may escape more than it was sent, or less. */
function pathOf(command: string): string {
  const plain = command.replace(/\?.*$/, '');
  try {
    return decodeURIComponent(plain);
  } catch {
    return plain;
  }
}
