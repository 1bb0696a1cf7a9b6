import { textAt } from '../../wire/json.ts';
import { masked } from './mask.ts';
import { byKey } from './table.ts';

/** A rule's key is a mask: `persist source_addr 255.255.255.0`. */
export const sourceAddress = byKey(({ client, profile, key }) =>
  masked(client.address, key ?? textAt(profile.props, 'mask') ?? 'none'),
);
