import { isList, isObject, textAt } from '../json.ts';
import type { BuiltIn, KindDefinition } from '../kind.ts';
import { linkTo } from '../link.ts';
import { told } from '../values.ts';

// Log publishers, which profiles name. Captured on 14.1.2.1; that of TLS is named by 16.1.0 and by F5's stock
// files of 17.1 to 21.1. None can be made here.

const DESTINATIONS: Readonly<Record<string, string>> = {
  'local-db': 'sys/log-config/destination/local-database',
  'local-syslog': 'sys/log-config/destination/local-syslog',
};

const publisher = (name: string, destinations: readonly string[], since?: string): BuiltIn => ({
  name,
  props:
    destinations.length === 0
      ? {}
      : { destinations: destinations.map((one) => ({ name: one, partition: 'Common' })) },
  ...(since === undefined ? {} : { since }),
});

export const logPublisher: KindDefinition = {
  path: 'sys/log-config/publisher',
  word: 'log publisher',
  methods: ['GET'],
  properties: { destinations: told() },
  builtIns: [
    publisher('default-ipsec-log-publisher', ['local-syslog']),
    publisher('default-mgmt-acl-log-publisher', []),
    publisher('local-db-publisher', ['local-db']),
    publisher('sys-db-access-publisher', ['local-db', 'local-syslog']),
    publisher('sys-ssl-publisher', ['local-syslog'], '16.1'),
    publisher('sys-sslo-publisher', ['local-syslog'], '14.1'),
    publisher('sys-sso-access-publisher', ['local-syslog']),
  ],
  hooks: {
    view: (props, _entry, store, tmos) => {
      if (!isList(props.destinations)) return props;
      const linked = props.destinations.filter(isObject).map((item) => {
        const name = textAt(item, 'name') ?? '';
        return {
          ...item,
          nameReference: linkTo(DESTINATIONS[name] ?? '', `/Common/${name}`, store, tmos),
        };
      });
      return { ...props, destinations: linked };
    },
  },
};
