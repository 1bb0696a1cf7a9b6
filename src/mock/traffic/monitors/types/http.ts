import { textAt } from '../../../wire/json.ts';
import type { Monitor } from '../../model/monitor.ts';
import { connected } from '../connect.ts';
import { converse } from '../conversation.ts';
import type { MonitorType } from '../probe.ts';

/** A request ends with an empty line, whether the send string says so or not (device-facts: monitor-verdicts). */
export function requestOf({ props }: Monitor): string {
  const send = textAt(props, 'send') ?? 'GET /';
  return send.replace(/(\\r\\n)*$/, String.raw`\r\n\r\n`);
}

export const http: MonitorType = {
  probe: (look) => connected(look, (socket) => converse(socket, look.monitor, requestOf(look.monitor))),
};
