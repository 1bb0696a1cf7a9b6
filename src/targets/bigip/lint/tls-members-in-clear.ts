import { membersSpeakTls } from './members-tls.ts';
import type { Rule } from './rule.ts';
import { tlsPlace, virtualsOf } from './virtuals.ts';

/** Members that speak TLS and get what client-SSL has decrypted. */
export const tlsMembersInClear: Rule = {
  id: 'virtual/tls-members-in-clear',
  severity: 'warning',
  explanation:
    'A client-SSL profile decrypts, and the members get plain text: one that speaks TLS answers 400 or closes. ' +
    'Write tls: { server: true }, which encrypts again. That members speak TLS is seen from an https monitor of ' +
    'their port, or from port 443 or 8443 without an http one. (F5Networks/k8s-bigip-ctlr#433)',
  check: (subject) =>
    virtualsOf(subject)
      .filter(({ has }) => has('client-ssl') === true && has('server-ssl') === false)
      .flatMap((view) =>
        view.pools
          .filter((pool) => membersSpeakTls(subject.spec, pool) === true)
          .map((pool) => ({
            at: tlsPlace(view, 'client'),
            message: `${view.name}: the members of ${pool.name} speak TLS, and are sent plain text`,
            hint: 'write tls: { server: true }',
          })),
      ),
};
