import type { KindDefinition } from '../../objects/kind.ts';
import { custom, number, text, word } from '../../objects/values.ts';
import { scalarText } from '../../wire/json.ts';
import { described } from '../parts/metadata.ts';

/** `ltm traffic-class`: names a kind of traffic; nothing else in the mock refers to it (test_traffic_class.py, SDK). */
export const trafficClass: KindDefinition = {
  path: 'ltm/traffic-class',
  word: 'traffic class',
  required: ['classification'],
  properties: {
    appService: described.appService,
    classification: text(),
    description: described.description,
    destinationAddress: custom((value) => scalarText(value), 'any'),
    destinationMask: custom((value) => scalarText(value), 'any'),
    destinationPort: number(0, { max: 65535 }),
    fileName: text(),
    protocol: word(['any', 'tcp', 'udp', 'icmp', 'sctp'], 'any'),
    sourceAddress: custom((value) => scalarText(value), 'any'),
    sourceMask: custom((value) => scalarText(value), 'any'),
    sourcePort: number(0, { max: 65535 }),
  },
};
