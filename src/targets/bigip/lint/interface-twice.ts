import type { Rule } from './rule.ts';

/** One interface twice in one VLAN. */
export const interfaceTwice: Rule = {
  id: 'network/interface-twice',
  severity: 'error',
  explanation: 'An interface is in a VLAN once, tagged or untagged; the device refuses it a second time.',
  check: ({ spec }) =>
    Object.entries(spec.network.vlans).flatMap(([vlan, { interfaces }]) =>
      interfaces.flatMap(({ name }, index) =>
        interfaces.findIndex((one) => one.name === name) === index
          ? []
          : [
              {
                at: ['network', 'vlans', vlan, 'interfaces', index],
                message: `the interface ${name} is in the VLAN ${vlan} twice`,
                hint: 'keep one of them',
              },
            ],
      ),
    ),
};
