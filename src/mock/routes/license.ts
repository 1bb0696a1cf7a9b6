import { json } from '../exchange.ts';
import type { JsonObject } from '../json.ts';
import type { Route } from './route.ts';

// The licence as a device tells it (recorded on 14.1.2.1, genieparser). Nothing can be licensed here.

const KEY = 'MOCK0-00000-00000-00000-0000000';
const MODULES = 'LTM, VE-10G';

const texts = (values: Readonly<Record<string, string>>): JsonObject =>
  Object.fromEntries(Object.entries(values).map(([name, description]) => [name, { description }]));

const nested = (entries: JsonObject): JsonObject => ({ nestedStats: { entries } });

export const licenseRoutes: readonly Route[] = [
  {
    path: 'tm/sys/license',
    methods: {
      GET: ({ unit: { tmos } }) => {
        const at = 'https://localhost/mgmt/tm/sys/license';
        const active = `${at}/0/active-modules`;
        const features = texts({
          featureModules: '{ "Rate Shaping" "SSL, VE" "Max Compression, VE" }',
          key: 'MOCK000-0000000',
        });
        const module = `${active}/%22${encodeURI(MODULES)}%22`;
        const license = {
          ...texts({
            licensedOnDate: '2023/06/01',
            licensedVersion: tmos.text,
            platformId: 'Z100',
            registrationKey: KEY,
            serviceCheckDate: '2023/06/01',
          }),
          [active]: nested({ [module]: nested(features) }),
        };
        return json(200, {
          kind: 'tm:sys:license:licensestats',
          selfLink: `${at}?ver=${tmos.text}`,
          entries: { [`${at}/0`]: nested(license) },
        });
      },
    },
  },
];
