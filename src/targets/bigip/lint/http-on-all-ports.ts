import type { Rule } from './rule.ts';
import { virtualsOf } from './virtuals.ts';

/** An HTTP profile on a virtual server that takes every port. */
export const httpOnAllPorts: Rule = {
  id: 'virtual/http-on-all-ports',
  severity: 'warning',
  explanation:
    'With port: any every TCP connection to the address is parsed as HTTP: anything else (TLS, SSH, a database) ' +
    'is reset, and every port of the address answers, to scanners too. Make one virtual server for each port ' +
    'that is in use.',
  check: (subject) =>
    virtualsOf(subject)
      .filter(({ written, http }) => http && written.port === 0)
      .map(({ at, name }) => ({
        at: [...at, 'port'],
        message: `${name}: an HTTP profile on all ports breaks everything that is not HTTP`,
        hint: 'write the port that clients use, for example port: 80',
      })),
};
