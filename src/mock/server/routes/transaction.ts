import {
  commitTransaction,
  createTransaction,
  listCommands,
  listTransactions,
  removeTransaction,
  reorderCommand,
  viewCommand,
  viewTransaction,
  withdrawCommand,
} from '../../operations/transactions.ts';
import { json, nothing } from '../../wire/http.ts';
import type { Route } from './route.ts';

export const transactionRoutes: readonly Route[] = [
  {
    path: 'tm/transaction',
    methods: {
      POST: ({ unit }) => json(200, createTransaction(unit)),
      GET: ({ unit }) =>
        json(200, {
          kind: 'tm:transactioncollectionstate',
          selfLink: `https://localhost/mgmt/tm/transaction?ver=${unit.tmos.text}`,
          // The one collection that prints an empty list (device-facts: empty-collections).
          items: listTransactions(unit),
        }),
    },
  },
  {
    path: 'tm/transaction/:id',
    methods: {
      GET: ({ unit, params }) => json(200, viewTransaction(params.id ?? '', unit)),
      PATCH: (call) =>
        json(200, commitTransaction(call.params.id ?? '', call.json(), call.unit, call.commitFails)),
      DELETE: ({ unit, params }) => {
        removeTransaction(params.id ?? '', unit);
        return nothing;
      },
    },
  },
  {
    path: 'tm/transaction/:id/commands',
    methods: {
      GET: ({ unit, params }) => {
        const id = params.id ?? '';
        return json(200, {
          kind: 'tm:transaction:commandscollectionstate',
          selfLink: `https://localhost/mgmt/tm/transaction/${id}/commands?ver=${unit.tmos.text}`,
          items: listCommands(id, unit),
        });
      },
    },
  },
  {
    path: 'tm/transaction/:id/commands/:number',
    methods: {
      GET: ({ unit, params }) => json(200, viewCommand(params.id ?? '', params.number ?? '', unit)),
      PATCH: (call) => {
        const { id = '', number = '' } = call.params;
        return json(200, reorderCommand(id, number, call.json(), call.unit));
      },
      DELETE: ({ unit, params }) => {
        withdrawCommand(params.id ?? '', params.number ?? '', unit);
        return nothing;
      },
    },
  },
];
