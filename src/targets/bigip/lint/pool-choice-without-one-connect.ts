import type { SpecPath } from '../../../model/object.ts';
import { attachedRules, choosesPool } from './attached-rules.ts';
import type { Hit, Rule, Subject } from './rule.ts';
import { routesChoose, type VirtualView, virtualsOf } from './virtuals.ts';

/** Routes or an iRule that choose a pool for each request, on connections that stay with the first choice. */
export const poolChoiceWithoutOneConnect: Rule = {
  id: 'virtual/pool-choice-without-one-connect',
  severity: 'note',
  explanation:
    'Routes, or an iRule, that choose a pool by path or header do so for each request, but without OneConnect the ' +
    'requests of one kept-alive connection can stay with the member of the first. Write oneConnect: true; a ' +
    'WebSocket keeps its own connection all the same. (K9800; F5Networks/k8s-bigip-ctlr#3371, #3654)',
  check: (subject) =>
    virtualsOf(subject)
      .filter(({ http, has }) => http && has('one-connect') === false)
      .flatMap((view) => choosers(subject, view).map(({ at, name }) => hit(view, at, name))),
};

function hit(view: VirtualView, at: SpecPath, name: string): Hit {
  return {
    at,
    message: `${view.name}: ${name} a pool for each request, and later ones of a connection may stay with the first`,
    hint: 'write oneConnect: true',
  };
}

/** What chooses, with its verb. */
function choosers(subject: Subject, view: VirtualView): { at: SpecPath; name: string }[] {
  const { at, written } = view;
  return [
    ...(routesChoose(written) ? [{ at: [...at, 'routes'], name: 'its routes choose' }] : []),
    ...attachedRules(subject, view)
      .filter(({ steps }) => steps.some(choosesPool))
      .map((rule) => ({ at: rule.at, name: `${rule.name} chooses` })),
  ];
}
