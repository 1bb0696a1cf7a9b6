import { connect } from 'node:tls';
import type { Socket } from 'node:net';
import { connected } from '../connect.ts';
import { converse } from '../conversation.ts';
import { down, type Finding, type Look, type MonitorType } from '../probe.ts';
import { requestOf } from './http.ts';

export const https: MonitorType = {
  probe: (look) => connected(look, (socket) => secured(socket, look)),
};

/** A monitor takes any certificate. */
function secured(socket: Socket, { monitor }: Look): Promise<Finding> {
  return new Promise((resolve) => {
    const secure = connect({ socket, rejectUnauthorized: false });
    secure.on('error', () =>
      resolve(down('SSL handshake failed; No successful responses received before deadline')),
    );
    secure.once('secureConnect', () => void converse(secure, monitor, requestOf(monitor)).then(resolve));
  });
}
