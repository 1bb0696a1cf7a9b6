import type { KindDefinition } from '../../objects/kind.ts';
import { enabled, rawText, readOnly, word } from '../../objects/values.ts';
import { singleton } from '../parts/singleton.ts';

// Settings of which there is one of each. Keys and defaults as recorded on 13.1 (fixtures of F5's Ansible
// collection) and 14.1.2.1 (genieparser).

const LEVELS = 'debug informational notice warning error critical alert emergency'.split(' ');
const level = (initial: string) => word(LEVELS, initial);

const tmmLog = singleton('sys/daemon-log-settings/tmm', {
  arpLogLevel: level('warning'),
  httpCompressionLogLevel: level('error'),
  httpLogLevel: level('error'),
  ipLogLevel: level('warning'),
  iruleLogLevel: level('informational'),
  layer4LogLevel: level('notice'),
  netLogLevel: level('warning'),
  osLogLevel: level('notice'),
  pvaLogLevel: level('informational'),
  sslLogLevel: level('warning'),
});

const softwareUpdate = singleton('sys/software/update', {
  autoCheck: enabled('enabled'),
  autoPhonehome: enabled('enabled'),
  checkStatus: readOnly('none'),
  errors: readOnly(0),
  frequency: word(['daily', 'weekly', 'monthly'], 'weekly'),
});

const stateMirroring = singleton('sys/state-mirroring', {
  addr: rawText('none'),
  peerAddr: rawText('none'),
  secondaryAddr: rawText('none'),
  secondaryPeerAddr: rawText('none'),
  state: enabled('enabled'),
});

export const systemSettings: readonly KindDefinition[] = [tmmLog, softwareUpdate, stateMirroring];
