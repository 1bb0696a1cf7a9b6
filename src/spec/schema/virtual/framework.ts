import { z } from 'zod';

/** What a service is written in: it makes no object, and the rules of lint know what it needs. */
export const framework = z
  .enum(['signalr', 'socket.io', 'sockjs', 'grafana-live', 'home-assistant'])
  .optional()
  .describe(
    'What the service is written in. Nothing on the device comes of it; `validate` says what it needs: persistence ' +
      'for fallback transports, state that members share, one machine key, trusted proxies.',
  );
