import { textAt } from '../../wire/json.ts';
import { masked } from './mask.ts';
import { byKey } from './table.ts';

export const destinationAddress = byKey(({ local, profile, key }) =>
  masked(local.address, key ?? textAt(profile.props, 'mask') ?? 'none'),
);
