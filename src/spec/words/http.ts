import { here, type WordsAt } from './entry.ts';

/** In what a virtual server does with HTTP. */
export const HTTP_KEYS: readonly WordsAt[] = [
  [
    'virtualServers.*.websocket',
    [
      [
        'here it is `payloadProtocol: /Common/mqtt`',
        'mqtt payload protocol payloadProtocolProfile subprotocol',
      ],
      [here('payloadProcessing'), 'payloadProcessingMode processing'],
    ],
  ],
  [
    'virtualServers.*.oneConnect',
    [
      [here('sourceMask'), 'mask addressMask'],
      [here('maxSize'), 'size maxConnections'],
      [here('maxAge'), 'age maxConnectionAge'],
      [here('maxReuse'), 'reuse maxConnectionReuse'],
      [here('limit'), 'limitType connectionLimit'],
    ],
  ],
  [
    'virtualServers.*.compression',
    [
      [here('types'), 'contentTypes contentTypeInclude mimeTypes include'],
      [here('minSize'), 'minimumSize minLength size'],
      [here('level'), 'gzipLevel'],
    ],
  ],
  [
    'virtualServers.*.http2',
    [
      [here('concurrentStreams'), 'streams maxConcurrentStreams concurrentStreamsPerConnection'],
      [here('idleTimeout'), 'timeout connectionIdleTimeout idle'],
    ],
  ],
];
