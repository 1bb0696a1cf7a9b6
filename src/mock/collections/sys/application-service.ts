import type { KindDefinition } from '../../objects/kind.ts';

/** iApps: there are none, and none can be made here. */
export const applicationService: KindDefinition = {
  path: 'sys/application/service',
  word: 'application service',
  methods: ['GET'],
  properties: {},
};
