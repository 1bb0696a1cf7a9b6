import { textAt } from '../../../wire/json.ts';
import { connected } from '../connect.ts';
import { converse } from '../conversation.ts';
import type { MonitorType } from '../probe.ts';

export const tcp: MonitorType = {
  probe: (look) =>
    connected(look, (socket) => converse(socket, look.monitor, textAt(look.monitor.props, 'send'))),
};
