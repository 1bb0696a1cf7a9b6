import { json, nothing } from '../exchange.ts';
import type { Route } from './route.ts';

export const transactionRoutes: readonly Route[] = [
  {
    path: 'tm/transaction',
    methods: {
      POST: ({ unit }) => json(200, unit.transactions.create(unit)),
      GET: ({ unit }) =>
        json(200, {
          kind: 'tm:transactioncollectionstate',
          selfLink: `https://localhost/mgmt/tm/transaction?ver=${unit.tmos.text}`,
          // The one collection that prints an empty list (device-facts: empty-collections).
          items: unit.transactions.list(unit),
        }),
    },
  },
  {
    path: 'tm/transaction/:id',
    methods: {
      GET: ({ unit, params }) => json(200, unit.transactions.get(params.id ?? '', unit)),
      PATCH: (call) =>
        json(
          200,
          call.unit.transactions.commit(call.params.id ?? '', call.json(), call.unit, call.commitFails),
        ),
      DELETE: ({ unit, params }) => {
        unit.transactions.remove(params.id ?? '', unit);
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
          items: unit.transactions.commands(id, unit),
        });
      },
    },
  },
  {
    path: 'tm/transaction/:id/commands/:number',
    methods: {
      GET: ({ unit, params }) =>
        json(200, unit.transactions.command(params.id ?? '', params.number ?? '', unit)),
      PATCH: (call) => {
        const { id = '', number = '' } = call.params;
        return json(200, call.unit.transactions.reorder(id, number, call.json(), call.unit));
      },
      DELETE: ({ unit, params }) => {
        unit.transactions.withdraw(params.id ?? '', params.number ?? '', unit);
        return nothing;
      },
    },
  },
];
