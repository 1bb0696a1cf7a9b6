import type { Client } from '../../../src/targets/bigip/icontrol/client.ts';

export type Values = Readonly<Record<string, string | number | boolean>>;

/** Statistics of a collection as a device answers them. */
export function stats(kind: string, ...rows: readonly Values[]): unknown {
  const entries = rows.map((values, index) => [
    `https://localhost/mgmt/tm/${kind}/${index}/stats`,
    {
      nestedStats: {
        entries: Object.fromEntries(
          Object.entries(values).map(([name, value]) => [
            name,
            typeof value === 'string' ? { description: value } : { value },
          ]),
        ),
      },
    },
  ]);
  const last = kind.split('/').at(-1) ?? '';
  return {
    kind: `tm:${kind.replaceAll('/', ':')}:${last}collectionstats`,
    entries: Object.fromEntries(entries) as unknown,
  };
}

/** Answers reads by their path; an error is thrown. */
export function clientWith(answers: Readonly<Record<string, unknown>>): { client: Client; asked: string[] } {
  const asked: string[] = [];
  const client: Client = {
    request: (method, path) => {
      asked.push(`${method} ${path}`);
      const body = answers[path.replace(/^\/mgmt\/tm\/(.*)\/stats$/, '$1')];
      return body instanceof Error
        ? Promise.reject(body)
        : Promise.resolve({ status: 200, body, headers: {} });
    },
    authorize: () => undefined,
    pause: () => Promise.resolve(),
    settle: () => Promise.resolve(),
    close: () => undefined,
  };
  return { client, asked };
}
