import { createSecureContext, type SecureContext } from 'node:tls';
import { isList, isObject, textAt } from '../../wire/json.ts';
import type { Tmos } from '../../tmos.ts';
import type { KeyFiles, ProfileView } from '../view.ts';
import { ciphersOf, versionsOf } from './versions.ts';

/** Certificates and keys of the profiles, ready for handshakes. Made anew where a profile or a file has changed. */
export interface Contexts {
  readonly of: (profile: ProfileView, files: KeyFiles, tmos: Tmos) => Prepared;
}

export interface Prepared {
  readonly context: SecureContext;
  /** PEM of the first certificate that is presented. */
  readonly certificate: string | undefined;
  /** PEM of the authorities that the other side's certificate is checked against. */
  readonly authorities: string | undefined;
}

interface Pair {
  readonly certificate: string;
  readonly key: string;
}

export function createContexts(): Contexts {
  const known = new Map<string, { readonly made: string; readonly prepared: Prepared }>();
  return {
    of: (profile, files, tmos) => {
      const pairs = pairsOf(profile, files);
      const authorities = authoritiesOf(profile, files);
      const made = JSON.stringify([profile.props, pairs, authorities]);
      const before = known.get(profile.path);
      if (before?.made === made) return before.prepared;
      const prepared = prepare(profile, pairs, authorities, tmos);
      known.set(profile.path, { made, prepared });
      return prepared;
    },
  };
}

function prepare(
  profile: ProfileView,
  pairs: readonly Pair[],
  authorities: string | undefined,
  tmos: Tmos,
): Prepared {
  const options = {
    ...versionsOf(profile.props, tmos),
    ...(pairs.length === 0
      ? {}
      : { cert: pairs.map(({ certificate }) => certificate), key: pairs.map(({ key }) => key) }),
    ...(authorities === undefined ? {} : { ca: authorities }),
  };
  return {
    context: withCiphers(options, ciphersOf(profile.props)),
    certificate: pairs[0]?.certificate,
    authorities,
  };
}

/** Names that the OpenSSL of node does not have are no reason to refuse traffic. */
function withCiphers(options: Parameters<typeof createSecureContext>[0], ciphers: string | undefined) {
  if (ciphers === undefined) return createSecureContext(options);
  try {
    return createSecureContext({ ...options, ciphers });
  } catch {
    return createSecureContext(options);
  }
}

/** A client-ssl profile has a list of them (RSA and ECDSA), a server-ssl profile one or none. */
function pairsOf({ type, props }: ProfileView, files: KeyFiles): readonly Pair[] {
  const chains = isList(props.certKeyChain) ? props.certKeyChain.filter(isObject) : [];
  const said = type === 'client-ssl' && chains.length > 0 ? chains : [props];
  return said.flatMap((chain) => {
    const [cert, key] = [textAt(chain, 'cert') ?? 'none', textAt(chain, 'key') ?? 'none'];
    if (cert === 'none' || key === 'none') return [];
    const own = files.certificate(cert);
    const secret = files.key(key);
    if (own === undefined || secret === undefined) return [files.builtIn];
    const above = files.certificate(textAt(chain, 'chain') ?? 'none');
    return [{ certificate: [own, ...(above === undefined ? [] : [above])].join('\n'), key: secret }];
  });
}

const authoritiesOf = ({ props }: ProfileView, files: KeyFiles) =>
  files.certificate(textAt(props, 'caFile') ?? 'none');
