import { custom, listOfTexts } from '../../objects/values.ts';
import { singleton } from '../parts/singleton.ts';

const PORTS = [
  'igmp:0',
  'ospf:0',
  'pim:0',
  'tcp:161',
  'tcp:22',
  'tcp:4353',
  'tcp:443',
  'tcp:53',
  'udp:1026',
  'udp:161',
  'udp:4353',
  'udp:520',
  'udp:53',
];

export const selfAllow = singleton('net/self-allow', {
  defaults: custom((value, { property }) => listOfTexts(value, property), PORTS),
});
