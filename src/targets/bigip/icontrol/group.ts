import { parseAddress } from '../../../model/address.ts';
import { isReply, type Reply } from '../resources/field.ts';
import type { Client } from './client.ts';

/** One unit of a group, as `cm device` tells of it. */
export interface GroupUnit {
  readonly hostname: string;
  readonly isSelf: boolean;
  /** `active`, `standby`, `offline`, `forced-offline`; absent where the version does not tell. */
  readonly state: string | undefined;
  /** What the group uses of it, each with what for. */
  readonly addresses: readonly { readonly address: string; readonly use: string }[];
}

/** Unset is `none` or `any6`, and a heartbeat over the management port is no address (device-facts: group-units). */
export function unitOf(item: Reply, isSelf: boolean): GroupUnit {
  const { configsyncIp, mirrorIp, mirrorSecondaryIp, unicastAddress } = item;
  const beats = Array.isArray(unicastAddress) ? (unicastAddress as readonly unknown[]) : [];
  const told: [unknown, string][] = [
    [configsyncIp, 'config-sync'],
    [mirrorIp, 'connection mirroring'],
    [mirrorSecondaryIp, 'connection mirroring'],
    ...beats.map((one): [unknown, string] => [isReply(one) ? one.ip : undefined, 'failover']),
  ];
  return {
    hostname: String(item.hostname),
    isSelf,
    state: typeof item.failoverState === 'string' ? item.failoverState : undefined,
    addresses: told.flatMap(([address, use]) =>
      typeof address === 'string' && parseAddress(address) ? [{ address, use }] : [],
    ),
  };
}

/** What the device says of the synchronisation of all its groups together. */
export interface SyncStatus {
  /** `In Sync`, `Changes Pending`, …; absent where it does not tell. */
  readonly status: string | undefined;
  /** What it says besides, and recommends. */
  readonly details: readonly string[];
}

export async function readSyncStatus(client: Client): Promise<SyncStatus> {
  const { body } = await client.request('GET', '/mgmt/tm/cm/sync-status');
  const texts = descriptions(body);
  return {
    status: texts.find(([name]) => name === 'status')?.[1],
    details: texts.filter(([name]) => name === 'details').map(([, text]) => text.trim()),
  };
}

/** Every named description, however deep it lies (device-facts: sync-status). */
function descriptions(value: unknown): [string, string][] {
  if (!isReply(value)) return [];
  return Object.entries(value).flatMap(([name, inner]): [string, string][] => {
    if (!isReply(inner)) return [];
    return typeof inner.description === 'string' ? [[name, inner.description]] : descriptions(inner);
  });
}
