// JSON Schemas of what `--format json` prints. They are an interface: keys are added, never changed.

const text = { type: 'string' } as const;
const count = { type: 'integer', minimum: 0 } as const;

/** A closed object: every key in `properties`, those in `optional` not always. */
function object(properties: Readonly<Record<string, object>>, optional: readonly string[] = []): object {
  const required = Object.keys(properties).filter((key) => !optional.includes(key));
  return { type: 'object', properties, required, additionalProperties: false };
}

function list(items: object): object {
  return { type: 'array', items };
}

function document(title: string, body: object): object {
  return { $schema: 'http://json-schema.org/draft-07/schema#', title, ...body };
}

const source = object({ file: text, line: count, column: count });

const diagnostic = object(
  {
    rule: text,
    severity: { enum: ['error', 'warning', 'note'] },
    message: text,
    hint: text,
    source,
    object: text,
    deviceCode: text,
  },
  ['hint', 'source', 'object', 'deviceCode'],
);

const field = {
  oneOf: [
    object({ field: text, before: {}, after: {} }, ['before', 'after']),
    object({ field: text, secret: { const: true }, changed: { const: true } }),
  ],
};

const actions = ['create', 'update', 'replace', 'delete', 'adopt', 'release'];

const change = object(
  {
    action: { enum: actions },
    kind: text,
    path: text,
    impact: { enum: ['none', 'new-connections', 'drops-connections'] },
    fields: list(field),
    source,
    note: text,
  },
  ['source', 'note'],
);

const plan = {
  formatVersion: { const: 1 },
  spec: object({ name: text, file: text }),
  device: object({ host: text, version: text, hostname: text }, ['host', 'version', 'hostname']),
  changes: list(change),
  summary: object(Object.fromEntries(actions.map((action) => [action, count]))),
  warnings: list(diagnostic),
  errors: list(diagnostic),
};

const archive = object({
  name: text,
  bytes: count,
  created: text,
  tmos: text,
  encrypted: { type: 'boolean' },
});

const outcome = {
  archive: object({ name: text, bytes: count }),
  phases: list(
    object({ name: { enum: ['prepare', 'transaction', 'clean-up'] }, requests: count, transaction: count }, [
      'transaction',
    ]),
  ),
  saved: { const: true },
};

const request = object({ method: text, uri: text, body: { type: 'object' } }, ['body']);

/** By command. */
export const outputSchemas: Readonly<Record<string, object>> = {
  diff: document('bigip-ws diff', object(plan)),
  apply: document('bigip-ws apply and destroy', object({ ...plan, ...outcome }, Object.keys(outcome))),
  validate: document(
    'bigip-ws validate',
    object({ formatVersion: plan.formatVersion, valid: { type: 'boolean' }, diagnostics: list(diagnostic) }),
  ),
  render: document(
    'bigip-ws render',
    object({
      formatVersion: plan.formatVersion,
      tmos: text,
      phases: list(object({ name: text, requests: list(request) })),
    }),
  ),
  archive: document(
    'bigip-ws archive',
    object(
      {
        formatVersion: plan.formatVersion,
        archives: list(archive),
        archive,
        file: text,
        bytes: count,
        sha256: text,
        deleted: archive,
        errors: list(diagnostic),
      },
      ['archives', 'archive', 'file', 'bytes', 'sha256', 'deleted'],
    ),
  ),
};
