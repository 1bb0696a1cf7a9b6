import { CliError, EXIT } from '../../../exit.ts';
import { type Client, type ClientOptions, createClient } from './client.ts';
import { DeviceError, OddAnswerError } from './errors.ts';
import type { Credentials, Login } from '../../../run/target.ts';
import { untilClear } from './until-clear.ts';

export interface Session {
  readonly client: Client;
  /** Set where the device has no token login and Basic authentication is used. */
  readonly warning?: string;
  /** Deletes our token and closes the connections. Never throws: a failure is returned as text. */
  readonly end: () => Promise<string | undefined>;
}

const LOGIN = '/mgmt/shared/authn/login';

/** Logs in once. The token is deleted by `end`, which must be called also after a failure and on a signal. */
export async function openSession(options: ClientOptions, login: Login): Promise<Session> {
  const client = createClient(options);
  if ('token' in login) {
    client.authorize(tokenHeader(login.token));
    return { client, end: closing(client) };
  }
  try {
    const token = await requestToken(client, login.credentials);
    if (token === undefined) return basicSession(client, login.credentials);
    const tokens = [token];
    client.authorize(tokenHeader(token), async ({ afterInterruption = false }) => {
      const renewed = await requestToken(client, login.credentials, afterInterruption);
      if (renewed !== undefined) tokens.push(renewed);
      return renewed === undefined ? {} : tokenHeader(renewed);
    });
    return { client, end: () => endSession(client, tokens) };
  } catch (error) {
    client.close();
    throw error;
  }
}

function tokenHeader(token: string): Readonly<Record<string, string>> {
  return { 'X-F5-Auth-Token': token };
}

/** The token, or nothing where the device has no token login (device-facts: login). */
async function requestToken(
  client: Client,
  { user, password, loginProvider }: Credentials,
  afterInterruption = false,
): Promise<string | undefined> {
  const body = { username: user, password, loginProviderName: loginProvider };
  try {
    const answer = await client.request('POST', LOGIN, { body, isLogin: true, afterInterruption });
    return tokenOf(answer.body);
  } catch (error) {
    if (!(error instanceof DeviceError)) throw error;
    if (error.status === 404) return undefined;
    if (error.status !== 401) throw error;
    throw new CliError(EXIT.denied, `the device refuses the login of ${user}: ${error.text}`, {
      hint: error.details.hint ?? '',
      cause: error,
    });
  }
}

function tokenOf(body: unknown): string {
  if (typeof body === 'object' && body !== null && 'token' in body) {
    const { token } = body;
    if (typeof token === 'object' && token !== null && 'token' in token && typeof token.token === 'string')
      return token.token;
  }
  throw new CliError(EXIT.failed, 'the login was answered without a token', { hint: 'is this a BIG-IP?' });
}

function basicSession(client: Client, { user, password }: Credentials): Session {
  client.authorize({ Authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` });
  const warning = 'the device has no token login; Basic authentication is used';
  return { client, warning, end: closing(client) };
}

/** Where there is no token of ours to delete. */
function closing(client: Client): Session['end'] {
  return () => {
    client.close();
    return Promise.resolve(undefined);
  };
}

/** Every token that was made is deleted, the newest last: it is the one that is used to ask. */
async function endSession(client: Client, tokens: readonly string[]): Promise<string | undefined> {
  await client.settle();
  const left: string[] = [];
  for (const token of tokens) {
    try {
      await removeToken(client, token);
    } catch (error) {
      left.push(error instanceof Error ? error.message.replaceAll(token, '…') : String(error));
    }
  }
  client.close();
  return left.length === 0 ? undefined : `the token could not be deleted: ${left.join('; ')}`;
}

/** One that the device does not know is gone already; that it says twice, since it says so at times by mistake. */
async function removeToken(client: Client, token: string): Promise<void> {
  let isRefused = false;
  const remove = async (): Promise<void> => {
    const path = `/mgmt/shared/authz/tokens/${token}`;
    try {
      await client.request('DELETE', path, { afterInterruption: true });
      return;
    } catch (error) {
      if (!(error instanceof DeviceError) || (error.status !== 404 && error.status !== 401)) throw error;
      if (error.status === 404 && error.text.includes('not registered')) throw error;
      if (isRefused) return;
      isRefused = true;
    }
    throw new OddAnswerError('DELETE /mgmt/shared/authz/tokens/…', 'the token that was deleted');
  };
  await untilClear(client, remove, { isTidying: true });
}
