import { described, nested, stats } from './entries.ts';
import type { Route } from './route.ts';

// The licence as a device tells it (recorded on 14.1.2.1, genieparser). Nothing can be licensed here.

const KEY = 'MOCK0-00000-00000-00000-0000000';
const MODULES = 'LTM, VE-10G';

export const licenseRoutes: readonly Route[] = [
  {
    path: 'tm/sys/license',
    methods: {
      GET: ({ unit: { tmos } }) => {
        const active = 'https://localhost/mgmt/tm/sys/license/0/active-modules';
        const features = described({
          featureModules: '{ "Rate Shaping" "SSL, VE" "Max Compression, VE" }',
          key: 'MOCK000-0000000',
        });
        const module = `${active}/%22${encodeURI(MODULES)}%22`;
        const license = {
          ...described({
            licensedOnDate: '2023/06/01',
            licensedVersion: tmos.text,
            platformId: 'Z100',
            registrationKey: KEY,
            serviceCheckDate: '2023/06/01',
          }),
          [active]: nested({ [module]: nested(features) }),
        };
        return stats('sys/license', license, tmos);
      },
    },
  },
];
