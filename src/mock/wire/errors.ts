import type { JsonObject } from './json.ts';

// A refusal as the device words it. Two envelopes exist (device-facts: error-envelopes): the one of icrd and mcpd with
// exactly four keys, and the one of restjavad; some answers of the web server are HTML.

export type Layer = 'icrd' | 'rest' | 'html';

export class DeviceError extends Error {
  readonly status: number;
  readonly apiError: number;
  readonly layer: Layer;
  readonly extra: JsonObject;

  constructor(
    status: number,
    message: string,
    apiError: number,
    layer: Layer = 'icrd',
    extra: JsonObject = {},
  ) {
    super(message);
    this.status = status;
    this.apiError = apiError;
    this.layer = layer;
    this.extra = extra;
  }
}

/** The values of `apiError` seen on devices (device-facts: api-error). */
const API = { icrd: 1, commit: 2, mcpd: 3, tmsh: 26214401, mcpdLost: 32768001, task: 32964609 } as const;

// icrd derives the status from the code alone: these two, and 400 for every other one.
const STATUS: Readonly<Record<string, number>> = { '01020036': 404, '01020066': 409 };

export function mcpd(code: string, text: string): DeviceError {
  return new DeviceError(STATUS[code] ?? 400, `${code}:3: ${text}`, API.mcpd);
}

export function tmsh(text: string, status = 400): DeviceError {
  return new DeviceError(status, text, API.tmsh);
}

export function icrd(text: string, status = 400): DeviceError {
  return new DeviceError(status, text, API.icrd);
}

export function rest(status: number, text: string, extra: JsonObject = {}): DeviceError {
  return new DeviceError(status, text, 0, 'rest', extra);
}

/** What a commit answers: the inner status is not kept, it is always 400 (device-facts: commit-refusals). */
export function transactionFailed(inner: DeviceError): DeviceError {
  return new DeviceError(400, `transaction failed:${inner.message}`, API.commit);
}

export const notFound = (word: string, path: string) =>
  mcpd('01020036', `The requested ${word} (${path}) was not found.`);

export const alreadyExists = (word: string, path: string, partition: string) =>
  mcpd('01020066', `The requested ${word} (${path}) already exists in partition ${partition}.`);

export const configurationError = (text: string) => mcpd('01070734', `Configuration error: ${text}`);

export const folderNotFound = (path: string) => tmsh(`The requested folder (${path}) was not found.`);

export const nothingToChange = () => tmsh('one or more properties must be specified');

export const unsupported = (component: string) =>
  new DeviceError(403, `Operation is not supported on component /${component}.`, API.tmsh);

export const invalidJson = () => icrd('Found invalid JSON body in the request.');

export const busy = () => new DeviceError(503, 'There is an active asynchronous task executing.', API.task);

export const mcpdLost = () =>
  new DeviceError(500, 'The connection to mcpd has been lost, try again.', API.mcpdLost);

export const notRegistered = (path: string) => rest(404, `Public URI path not registered: ${path}`);

export const inUse = (word: string, path: string, userWord: string, user: string) =>
  mcpd(
    '01070265',
    `The ${word} (${path}) cannot be deleted because it is in use by a ${userWord} (${user}).`,
  );
