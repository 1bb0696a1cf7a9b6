import type { SpecPath, Value } from '../../../../model/object.ts';
import type { VirtualServer } from '../../../../spec/schema/schema.ts';
import { onOff } from '../../resources/field.ts';
import { maskValue } from '../../resources/ltm/virtual-address.ts';
import { joinPath, partitionOf } from '../../resources/object-path.ts';
import { networkIn } from '../../resources/route-domain.ts';
import { type Draft, finding } from '../draft.ts';

/** Who may connect, as the device writes it. */
export function sourceOf({ source }: VirtualServer, ip: string, partition: string): Value {
  const text = networkIn(partition, source ?? (ip.includes(':') ? '::/0' : '0.0.0.0/0'));
  const [address = '', prefix = ''] = text.split('/');
  // A virtual server and its clients are in one route domain; the device shows it on both.
  const domain = address.includes('%') ? '' : (/%\d+$/.exec(ip)?.[0] ?? '');
  return `${address}${domain}/${prefix}`;
}

/** Adds the virtual address of a virtual server, once for all that share it; gives its key. */
export function addVirtualAddress(
  draft: Draft,
  virtual: VirtualServer,
  virtualPath: string,
  { ip, prefix }: { readonly ip: string; readonly prefix: number },
  at: SpecPath,
): string {
  const kind = 'ltm/virtual-address';
  const path = joinPath(partitionOf(virtualPath), '', ip);
  const settings = virtual.virtualAddress;
  const fields = {
    address: ip,
    mask: maskValue(ip, prefix),
    enabled: settings?.enabled === false ? 'no' : 'yes',
    arp: onOff(settings?.arp ?? true),
    icmpEcho: onOff(settings?.icmpEcho ?? true),
    routeAdvertisement: settings?.routeAdvertisement ?? 'disabled',
    trafficGroup: settings?.trafficGroup ?? '/Common/traffic-group-1',
  };
  const there = draft.find(kind, path);
  if (!there || (there.asFound && settings))
    draft.add({ kind, path, fields, at, ...(settings ? {} : { asFound: true }) });
  else if (settings && JSON.stringify(there.fields) !== JSON.stringify(fields)) {
    const message = `the address ${ip} has other settings in another virtual server`;
    draft.report(
      finding('spec/virtual-address-clash', 'error', [...at, 'virtualAddress'], message, 'write them once'),
    );
  }
  return `${kind}:${path}`;
}
