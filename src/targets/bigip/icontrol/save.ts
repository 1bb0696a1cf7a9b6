import type { Client } from './client.ts';

/** Writes the running configuration to disk: without it a reboot undoes the change. */
export async function saveConfig(client: Client): Promise<void> {
  await client.request('POST', '/mgmt/tm/sys/config', { body: { command: 'save' } });
}
