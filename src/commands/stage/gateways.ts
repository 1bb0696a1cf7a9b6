import { CliError, EXIT } from '../../exit.ts';
import { gatewayCertificate } from '../../gateway/certificate.ts';
import { type Gateway, type GatewaySettings, startGateway } from '../../gateway/gateway.ts';
import type { GatewayPlan } from '../../run/rehearse/gateway-plans.ts';
import type { StagedGateway } from '../../run/rehearse/stage.ts';

/** Where a flag says that real gateways are, by the name of the member. */
export type RealGateways = ReadonlyMap<string, { readonly address: string; readonly port: number }>;

/** `n1:8001=127.0.0.1:9001`, each of them. Nothing but loopback is ever connected to. */
export function realGateways(words: readonly string[] = []): RealGateways {
  return new Map(
    words.map((word) => {
      const [, name, host = '', port = ''] =
        /^([^=]+)=(127\.\d+\.\d+\.\d+|localhost|\[::1\]):(\d{1,5})$/.exec(word) ?? [];
      if (name === undefined || Number(port) > 65_535 || Number(port) === 0)
        throw new CliError(EXIT.usage, `--member ${word}: not a member and a place on loopback`, {
          hint: 'write --member Gateway-1:8001=127.0.0.1:9001; a rehearsal connects to nothing but loopback',
        });
      const address = host === '[::1]' ? '::1' : host === 'localhost' ? '127.0.0.1' : host;
      return [name, { address, port: Number(port) }];
    }),
  );
}

export interface Gateways {
  readonly staged: readonly StagedGateway[];
  /** Named by a flag, and no member. */
  readonly strangers: readonly string[];
  /** PEM of the certificate that they show. */
  readonly certificate: string | undefined;
  readonly stop: () => Promise<void>;
}

/** Starts a gateway for every plan but those that are there already. */
export async function startGateways(
  plans: readonly GatewayPlan[],
  real: RealGateways,
  isClient: (address: string) => boolean,
): Promise<Gateways> {
  const provenNames = [...new Set(plans.flatMap((plan) => plan.provenNames))];
  const certificate = plans.some(({ tls }) => tls) ? await gatewayCertificate(provenNames) : undefined;
  const started: Gateway[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(started.map((one) => one.stop()));
  };
  const start = async (settings: GatewaySettings): Promise<Gateway> => {
    const gateway = await startGateway(settings);
    started.push(gateway);
    return gateway;
  };
  const staged: StagedGateway[] = [];
  try {
    for (const plan of plans) {
      const there = real.get(plan.name);
      if (there) staged.push({ plan, here: there, health: [] });
      else staged.push(await stageMember(plan, start, { certificate, isClient }));
    }
  } catch (error) {
    await stop();
    throw error;
  }
  const names = new Set(plans.map(({ name }) => name));
  return {
    staged,
    strangers: [...real.keys()].filter((name) => !names.has(name)),
    certificate: certificate?.certificate,
    stop,
  };
}

/** What all gateways of a rehearsal have alike. */
interface OfAll {
  readonly certificate: GatewaySettings['certificate'] | undefined;
  readonly isClient: (address: string) => boolean;
}

/** A gateway for one member, and one more for each port where its monitors ask beside its own. */
async function stageMember(
  plan: GatewayPlan,
  start: (settings: GatewaySettings) => Promise<Gateway>,
  { certificate, isClient }: OfAll,
): Promise<StagedGateway> {
  const { name, sites, words, tls, answersPast, healthPorts } = plan;
  const settings = {
    name,
    sites,
    words,
    ...(tls && certificate ? { certificate } : {}),
    ...(answersPast.length > 0 ? { isLost: isClient } : {}),
  };
  const own = await start(settings);
  const health: StagedGateway['health'][number][] = [];
  const all = [own];
  for (const port of healthPorts) {
    const one = await start(settings);
    all.push(one);
    health.push({ port, here: one });
  }
  const control = {
    stop: async () => {
      await Promise.all(all.map((one) => one.stop()));
    },
    start: async () => {
      await Promise.all(all.map((one) => one.start()));
    },
    lost: own.lost,
  };
  return { plan, here: own, health, control };
}
