import { CliError, EXIT, type ExitCode } from '../../../exit.ts';

/** An answer that is not a success, as far as it could be understood. */
export interface DeviceAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly contentType: string;
}

/** A refusal by the device, with its own words and code kept. */
export class DeviceError extends CliError {
  readonly status: number;
  /** `3` for mcpd, `26214401` for the command layer; absent where it was not icrd that answered. */
  readonly apiError: number | undefined;
  /** The device's own text. */
  readonly text: string;

  constructor(request: string, answer: DeviceAnswer) {
    const { text, apiError } = understand(answer);
    const deviceCode = /[0-9a-f]{8}:\d+/.exec(text)?.[0];
    super(codeFor(answer.status), `${request}: the device answered ${answer.status}: ${text}`, {
      ...(deviceCode === undefined ? {} : { deviceCode }),
      ...hintFor(answer, text),
    });
    this.status = answer.status;
    this.apiError = apiError;
    this.text = text;
  }
}

/** The request got no answer: whether it took effect is not known. */
export class NoAnswerError extends CliError {}

/** The request was answered with 200, and not as a device answers it: empty, or with something else. */
export class OddAnswerError extends CliError {
  constructor(request: string, expected: string) {
    super(EXIT.failed, `${request}: the device answered without ${expected}`, {
      hint: 'its answer was empty or about something else; run it again',
    });
  }
}

/** Whether the device itself, or its login, says that the request was refused, and so had no effect. */
export function isRefusal({ status, apiError }: DeviceError): boolean {
  return status === 401 || status === 403 || (status < 500 && apiError !== undefined);
}

/** Whether an error leaves open what became of the request: no answer, a page, a failure on the way. */
export function isUnclear(error: unknown): boolean {
  if (error instanceof NoAnswerError || error instanceof OddAnswerError) return true;
  return error instanceof DeviceError && !isRefusal(error);
}

/**
 * Whether an answer says that an object is not there. Only icrd and mcpd know: a 404 of restjavad means
 * that the service is not ready (device-facts: missing-objects, passing-errors).
 */
export function isAbsent(error: unknown): boolean {
  return (
    error instanceof DeviceError && error.status === 404 && (error.apiError === 3 || error.apiError === 1)
  );
}

/** A folder or partition that is named is not there. */
export function isFolderMissing(error: unknown): boolean {
  return error instanceof DeviceError && /The requested folder \(.*\) was not found/.test(error.text);
}

/**
 * Answers that pass: services starting, mcpd restarting, a task running, credentials missed for once (device-facts:
 * passing-errors).
 */
export function isPassing({ status, body, contentType }: DeviceAnswer): boolean {
  const text = textOf(body);
  if (status === 502 || status === 503 || status === 504) return true;
  if (status === 500)
    return text.includes('connection to mcpd has been lost') || text.includes('AsyncContext');
  if (isNotRegistered({ status, body, contentType })) return true;
  return status === 401 && text.includes('no user authentication header or token detected');
}

/** The service behind an address is starting, or this version has none there. */
export function isNotRegistered({ status, body, contentType }: DeviceAnswer): boolean {
  return status === 404 && contentType.includes('json') && textOf(body).includes('not registered');
}

function textOf(body: unknown): string {
  return typeof body === 'string' ? body : JSON.stringify(body);
}

function understand({ body, contentType, status }: DeviceAnswer): {
  text: string;
  apiError: number | undefined;
} {
  if (typeof body === 'object' && body !== null && 'message' in body) {
    const apiError = 'apiError' in body && typeof body.apiError === 'number' ? body.apiError : undefined;
    return { text: String(body.message).trim(), apiError };
  }
  const title = typeof body === 'string' ? /<title>([^<]{1,120})/i.exec(body)?.[1]?.trim() : undefined;
  const what = contentType.includes('html')
    ? `an HTML page${title ? ` (${title})` : ''}`
    : `no JSON (${contentType || 'no content type'})`;
  return { text: status === 401 ? `${what}: not logged in` : `${what} instead of JSON`, apiError: undefined };
}

function codeFor(status: number): ExitCode {
  if (status === 401 || status === 403) return EXIT.denied;
  return status === 503 ? EXIT.tryLater : EXIT.failed;
}

function hintFor(answer: DeviceAnswer, text: string): { hint?: string } {
  if (text.includes('maximum active login tokens')) {
    return {
      hint: 'the device holds 100 tokens for this user; delete stale ones: DELETE /mgmt/shared/authz/tokens',
    };
  }
  if (text.includes('Password expired')) return { hint: 'change the password on the device first' };
  if (answer.status === 401) return { hint: 'check --user, the password and the login provider' };
  if (answer.status === 403)
    return { hint: 'the user needs the role Administrator or Resource Administrator' };
  if (answer.status === 503) return { hint: 'the device is busy or starting; try again in a minute' };
  if (answer.contentType.includes('html')) return { hint: 'is this the management address of a BIG-IP?' };
  return {};
}
