import { type Work, type Entry, kindAt } from '../../objects/kind.ts';
import { enabled, number, rawText, word } from '../../objects/values.ts';
import { scalarText } from '../../wire/json.ts';
import { singleton } from '../parts/singleton.ts';
import { HOSTNAME } from '../cm/device.ts';

const BLACKLIST = [
  ...'3dns bin core datasync em GeoIP images lib lib64 log lost+found mgmt nfb ssh statsd tmstat vadc'
    .split(' ')
    .map((name) => `/shared/${name}/`),
  ...'aaa/ big3d/ bigip/ filestore/ gtm/ httpd/ ntp.conf rndc.key ssh/ ssl/'
    .split(' ')
    .map((name) => `/config/${name}`),
]
  .map((path) => `{${path}}`)
  .join(' ');

export const globalSettings = singleton(
  'sys/global-settings',
  {
    awsApiMaxConcurrency: number(1),
    consoleInactivityTimeout: number(0),
    customAddr: rawText('none'),
    failsafeAction: rawText('go-offline-restart-tm'),
    fileBlacklistPathPrefix: rawText(BLACKLIST),
    fileBlacklistReadOnlyPathPrefix: rawText('{/etc/shadow}'),
    fileLocalPathPrefix: rawText('{/shared/} {/tmp/}'),
    fileWhitelistPathPrefix: rawText('{/var/local/scf} {/tmp/} {/shared/} {/config/} {/usr/share/aws/}'),
    guiAudit: enabled('disabled', { since: '14.0' }),
    guiSecurityBanner: enabled('enabled'),
    guiSecurityBannerText: rawText(
      'Welcome to the BIG-IP Configuration Utility.\n\nLog in with your username and password using the fields on the left.',
    ),
    guiSetup: enabled('disabled'),
    hostAddrMode: word(['management', 'custom', 'state-mirror'], 'management'),
    hostname: rawText(HOSTNAME),
    lcdDisplay: enabled('enabled'),
    ledLocator: enabled('disabled'),
    mgmtDhcp: rawText('enabled'),
    netReboot: enabled('disabled'),
    passwordPrompt: rawText('Password'),
    quietBoot: enabled('enabled'),
    usernamePrompt: rawText('Username'),
  },
  { hooks: { stored: rename } },
);

/** The host name is the device's too. */
function rename(entry: Entry, _before: Entry | undefined, work: Work): void {
  const own = work.store.list(kindAt(work.kinds, 'cm/device'))[0];
  const hostname = scalarText(entry.props.hostname);
  if (own && hostname !== undefined && own.props.hostname !== hostname)
    work.put(own, { props: { hostname } });
}
