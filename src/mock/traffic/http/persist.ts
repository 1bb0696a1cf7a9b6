import type { Endpoint, Header } from '../contract.ts';
import type { Asked, PersistenceMethod } from '../persistence/method.ts';
import { methodOf, typeOf } from '../persistence/registry.ts';
import type { PersistenceView } from '../view.ts';
import type { Connection } from './connection.ts';
import type { Intent } from './intent.ts';

/** A way of persistence with what it is asked. */
interface Bond {
  readonly method: PersistenceMethod;
  readonly asked: Asked;
}

/** How this request persists: as a rule says, else by the profile and then its fallback. */
export function bondsOf(connection: Connection, intent: Intent, headers: readonly Header[]): readonly Bond[] {
  const { host, tls } = connection;
  const { persist } = intent;
  const { persistence, fallbackPersistence } = host.virtual;
  const profiles = persist ? [profileOf(connection, persist.method)] : [persistence, fallbackPersistence];
  return profiles.flatMap((profile) => {
    const method = profile && methodOf(profile.type);
    if (!method) return [];
    const asked: Asked = {
      profile,
      virtual: host.virtual.path,
      client: host.client,
      local: host.local,
      pool: intent.pool,
      headers,
      tlsSession: tls?.session,
      key: persist?.key,
      timeoutS: persist?.timeoutS,
    };
    return [{ method, asked }];
  });
}

/** What a rule names is that of the virtual server, where it has one of the type, else the one of the device. */
function profileOf({ host }: Connection, word: string): PersistenceView | undefined {
  const type = typeOf(word);
  if (type === undefined) return undefined;
  const { persistence, fallbackPersistence } = host.virtual;
  return (
    [persistence, fallbackPersistence].find((one) => one?.type === type) ??
    host.persistence(type.replaceAll('-', '_'))
  );
}

/** The member that a client is bound to. */
export function boundTo({ host }: Connection, bonds: readonly Bond[]): Endpoint | undefined {
  for (const { method, asked } of bonds) {
    const found = method.find(asked, host.memory.persistence);
    if (found) return found;
  }
  return undefined;
}

export function remember({ host }: Connection, bonds: readonly Bond[], member: Endpoint): void {
  for (const { method, asked } of bonds) method.keep?.(asked, member, host.memory.persistence);
}

/** The headers of a response, with what persistence adds. */
export function persisted(
  { host }: Connection,
  bonds: readonly Bond[],
  member: Endpoint,
  headers: readonly Header[],
): readonly Header[] {
  return bonds.reduce<readonly Header[]>(
    (changed, { method, asked }) =>
      method.respond?.(asked, member, changed, host.memory.persistence) ?? changed,
    headers,
  );
}
