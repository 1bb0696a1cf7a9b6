import { membersSpeakTls } from './members-tls.ts';
import type { Rule } from './rule.ts';
import { tlsPlace, virtualsOf } from './virtuals.ts';

/** A server-SSL profile towards members that do not speak TLS. */
export const plainMembersOverTls: Rule = {
  id: 'virtual/plain-members-over-tls',
  severity: 'warning',
  explanation:
    'A server-SSL profile speaks TLS to every member, and one that expects plain HTTP closes the connection. ' +
    'That members speak plain HTTP is seen from an http monitor of their port, or from port 80 without an https ' +
    'one. Where a virtual server has members of both sorts an iRule must choose: SSL::disable serverside. ' +
    '(F5Networks/k8s-bigip-ctlr#3654)',
  check: (subject) =>
    virtualsOf(subject)
      .filter(({ has }) => has('server-ssl') === true)
      .flatMap((view) =>
        view.pools
          .filter((pool) => membersSpeakTls(subject.spec, pool) === false)
          .map((pool) => ({
            at: tlsPlace(view, 'server'),
            message: `${view.name}: the members of ${pool.name} speak plain HTTP, and are spoken to in TLS`,
            hint: 'leave TLS to the members out, or check the port and the monitor of the members',
          })),
      ),
};
