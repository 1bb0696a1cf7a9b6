import type { JsonObject } from '../wire/json.ts';
import type { Tmos } from '../tmos.ts';

// The transactions that are open or done (device-facts: transactions); what a commit does is in operations/transactions.ts.

/** One write to the configuration, by itself or queued. */
export interface Command {
  readonly method: string;
  /** Behind /mgmt/tm, percent-decoded. */
  readonly segments: readonly string[];
  readonly rawQuery: string;
  readonly body: JsonObject;
}

export interface Queued {
  readonly commandId: number;
  readonly uri: string;
  readonly command: Command;
  evalOrder: number;
}

export interface Transaction {
  readonly id: number;
  state: 'STARTED' | 'VALIDATING' | 'COMPLETED' | 'FAILED';
  failureReason: string;
  validateOnly: boolean;
  asyncExecution: boolean;
  executionTime: number;
  touched: number;
  lastCommand: number;
  commands: Queued[];
}

export class Transactions {
  readonly #transactions = new Map<string, Transaction>();
  readonly #now: () => number;
  readonly #tmos: Tmos;
  #last = 0;

  constructor(now: () => number, tmos: Tmos) {
    this.#now = now;
    this.#tmos = tmos;
  }

  /** How long one lives that nobody touches. */
  get timeoutSeconds(): number {
    return this.#tmos.atLeast('12.0') ? 120 : 30;
  }

  create(): Transaction {
    const now = this.#now();
    const id = this.#tmos.atLeast('12.0') ? now * 1000 + 722 : Math.floor(now / 1000);
    this.#expire();
    this.#last = Math.max(this.#last + 1, id);
    const transaction: Transaction = {
      id: this.#last,
      state: 'STARTED',
      failureReason: '',
      validateOnly: false,
      asyncExecution: false,
      executionTime: 0,
      touched: now,
      lastCommand: 0,
      commands: [],
    };
    this.#transactions.set(String(transaction.id), transaction);
    return transaction;
  }

  list(): readonly Transaction[] {
    this.#expire();
    return [...this.#transactions.values()];
  }

  get(id: string): Transaction | undefined {
    this.#expire();
    return this.#transactions.get(id);
  }

  remove(id: string): void {
    this.#transactions.delete(id);
  }

  clear(): void {
    this.#transactions.clear();
  }

  /** One that nobody touches vanishes without a word. */
  #expire(): void {
    const oldest = this.#now() - this.timeoutSeconds * 1000;
    for (const [id, { touched }] of this.#transactions) if (touched < oldest) this.#transactions.delete(id);
  }
}
