import { DeviceError, icrd, tmsh, transactionFailed } from '../wire/errors.ts';
import { inferredText } from '../inferred.ts';
import { type JsonObject, scalarText, shown } from '../wire/json.ts';
import { checkTouched } from '../objects/check.ts';
import { kindAt, type TransactionMarks } from '../objects/kind.ts';
import { resolve } from '../objects/resolve.ts';
import type { Command, Queued, Transaction } from '../unit/transactions.ts';
import type { Unit } from '../unit/unit.ts';
import { newOperation, operate } from './operate.ts';

// Commands are only queued, and at the commit run in their order, all or none (device-facts: transactions,
// eval-order).

export function createTransaction(unit: Unit): JsonObject {
  return transactionView(unit.transactions.create(), unit);
}

export function listTransactions(unit: Unit): readonly JsonObject[] {
  return unit.transactions.list().map((transaction) => transactionView(transaction, unit));
}

export function viewTransaction(id: string, unit: Unit): JsonObject {
  return transactionView(find(id, unit), unit);
}

export function removeTransaction(id: string, unit: Unit): void {
  unit.transactions.remove(String(find(id, unit).id));
}

/** Only the address and the JSON are looked at now; values are kept as sent (device-facts: queued-commands). */
export function queueCommand(id: string, command: Command, path: string, unit: Unit): JsonObject {
  const transaction = open(id, unit);
  const isRead = command.method === 'GET';
  const isAction =
    command.method === 'POST' && command.body.command !== undefined && command.segments[0] !== 'ltm';
  if (isRead || isAction || !isQueueable(command)) {
    throw tmsh(
      `Transaction ${id} operation ${command.method} ${path} is not allowed to be added to transaction.`,
    );
  }
  checkAddress(command, unit);
  transaction.touched = unit.now();
  transaction.lastCommand++;
  const queued: Queued = {
    commandId: transaction.lastCommand,
    uri: `https://localhost${path}${command.rawQuery === '' ? '' : `?${command.rawQuery}`}`,
    command,
    evalOrder: transaction.commands.length + 1,
  };
  transaction.commands.push(queued);
  return commandView(transaction, queued, unit);
}

export function listCommands(id: string, unit: Unit): readonly JsonObject[] {
  const transaction = find(id, unit);
  return transaction.commands.map((queued) => commandView(transaction, queued, unit));
}

export function viewCommand(id: string, number: string, unit: Unit): JsonObject {
  const transaction = find(id, unit);
  return commandView(transaction, queuedAt(transaction, number), unit);
}

/** A command takes another place; the others close up. */
export function reorderCommand(id: string, number: string, body: JsonObject, unit: Unit): JsonObject {
  const transaction = open(id, unit);
  const queued = queuedAt(transaction, number);
  const order = Number(scalarText(body.evalOrder) ?? Number.NaN);
  if (!Number.isInteger(order) || order < 1 || order > transaction.commands.length) {
    throw tmsh(inferredText.invalidValue(shown(body.evalOrder), 'evalOrder'));
  }
  const others = transaction.commands.filter((one) => one !== queued);
  others.splice(order - 1, 0, queued);
  renumber(transaction, others, unit);
  return commandView(transaction, queued, unit);
}

export function withdrawCommand(id: string, number: string, unit: Unit): void {
  const transaction = open(id, unit);
  const queued = queuedAt(transaction, number);
  renumber(
    transaction,
    transaction.commands.filter((one) => one !== queued),
    unit,
  );
}

/** With `failing` the commit is carried out, taken back, and answered with that text. */
export function commitTransaction(id: string, body: JsonObject, unit: Unit, failing?: string): JsonObject {
  const transaction = open(id, unit);
  if (body.state !== 'VALIDATING') throw tmsh(inferredText.invalidValue(shown(body.state), 'state'));
  if (transaction.commands.length === 0) throw icrd('there is no command to commit in the transaction.', 404);
  transaction.touched = unit.now();
  transaction.validateOnly = body.validateOnly === true && unit.tmos.atLeast('12.0');
  transaction.asyncExecution = body.asyncExecution === true;
  if (!transaction.asyncExecution) return transactionView(execute(transaction, unit, failing), unit);
  transaction.state = 'VALIDATING';
  const answer = transactionView(transaction, unit);
  unit.tasks.later(() => {
    try {
      execute(transaction, unit);
    } catch {
      // The transaction says itself that it failed, and why.
    }
  });
  return answer;
}

function execute(transaction: Transaction, unit: Unit, failing?: string): Transaction {
  try {
    unit.store.atomically(() => {
      runAll(transaction.commands, unit);
      if (failing !== undefined) throw new DeviceError(400, failing, 3);
    }, !transaction.validateOnly);
    transaction.state = 'COMPLETED';
    return transaction;
  } catch (error) {
    transaction.state = 'FAILED';
    transaction.failureReason = error instanceof Error ? error.message : String(error);
    if (!(error instanceof DeviceError)) throw error;
    throw transactionFailed(error);
  }
}

function find(id: string, unit: Unit): Transaction {
  const transaction = unit.transactions.get(id);
  if (!transaction) throw icrd(inferredText.transactionGone(id), 404);
  return transaction;
}

function open(id: string, unit: Unit): Transaction {
  const transaction = find(id, unit);
  // What was only validated can still be committed.
  const isTried = transaction.state === 'COMPLETED' && transaction.validateOnly;
  if (transaction.state !== 'STARTED' && !isTried) throw icrd(inferredText.transactionRunning(id), 400);
  return transaction;
}

function isQueueable({ segments }: Command): boolean {
  const [first = '', second = ''] = segments;
  if (['transaction', 'task', 'util', 'shared'].includes(first)) return false;
  return (
    !(first === 'sys' && (second === 'ucs' || second === 'config')) && !(first === 'cm' && second === '')
  );
}

/** An address that names no collection is refused at once; whether the object is there shows at the commit. */
function checkAddress({ segments }: Command, unit: Unit): void {
  try {
    resolve(segments, unit.store, unit.kinds);
  } catch (error) {
    if (error instanceof DeviceError && error.layer === 'rest') throw error;
  }
}

function runAll(commands: readonly Queued[], unit: Unit): void {
  const folders = unit.store.list(kindAt(unit.kinds, 'sys/folder')).map(({ key }) => key);
  const marks: TransactionMarks = { detached: new Set(), released: new Set(), folders: new Set(folders) };
  const work = newOperation(unit, marks);
  for (const { command } of commands) operate(command, unit, work);
  checkTouched(work);
}

function queuedAt(transaction: Transaction, number: string): Queued {
  const queued = transaction.commands.find((one) => String(one.commandId) === number);
  if (!queued) throw icrd(`Object not found - ${number}`, 404);
  return queued;
}

function renumber(transaction: Transaction, commands: Queued[], unit: Unit): void {
  commands.forEach((queued, index) => (queued.evalOrder = index + 1));
  transaction.commands = commands;
  transaction.touched = unit.now();
}

function commandView(
  transaction: Transaction,
  { commandId, uri, command, evalOrder }: Queued,
  unit: Unit,
): JsonObject {
  return {
    method: command.method,
    uri,
    ...(command.method === 'DELETE' ? {} : { body: command.body }),
    evalOrder,
    commandId,
    kind: 'tm:transaction:commandsstate',
    selfLink: `https://localhost/mgmt/tm/transaction/${transaction.id}/commands/${commandId}?ver=${unit.tmos.text}`,
  };
}

/** 11.5 tells only five of the keys (captured 11.5.0, 12.1.1). */
function transactionView(transaction: Transaction, unit: Unit): JsonObject {
  const end = {
    kind: 'tm:transactionstate',
    selfLink: `https://localhost/mgmt/tm/transaction/${transaction.id}?ver=${unit.tmos.text}`,
  };
  const head = {
    transId: transaction.id,
    state: transaction.state,
    timeoutSeconds: unit.transactions.timeoutSeconds,
  };
  if (!unit.tmos.atLeast('12.0')) return { ...head, ...end };
  const { asyncExecution, validateOnly, executionTime, failureReason } = transaction;
  return {
    ...head,
    asyncExecution,
    validateOnly,
    executionTimeout: 300,
    executionTime,
    failureReason,
    ...end,
  };
}
