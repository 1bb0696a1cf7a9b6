import type { VirtualServer } from '../../../spec/schema/schema.ts';

type FrameworkName = NonNullable<VirtualServer['framework']>;

/** What is known of a framework that a service is written in. */
export interface Framework {
  readonly title: string;
  /** Its clients negotiate first or poll, so several requests must reach one member. */
  readonly hasFallback: boolean;
  /** What lets members reach each other's clients. */
  readonly shares?: string;
}

export const FRAMEWORKS: Readonly<Record<FrameworkName, Framework>> = {
  signalr: {
    title: 'SignalR',
    hasFallback: true,
    shares: 'a backplane: Redis, SQL Server or the Azure SignalR Service',
  },
  'socket.io': { title: 'Socket.IO', hasFallback: true, shares: 'an adapter, such as that for Redis' },
  sockjs: { title: 'SockJS', hasFallback: true },
  'grafana-live': { title: 'Grafana Live', hasFallback: false, shares: 'its engine for Redis' },
  'home-assistant': { title: 'Home Assistant', hasFallback: false },
};
