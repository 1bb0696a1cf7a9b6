import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Finding, Verdict } from '../../probe/finding.ts';
import type { Tested } from '../../run/verify/result.ts';
import type { Reporter } from '../reporter.ts';
import type { VerifyView } from '../views.ts';

/** JUnit's XML, which CI systems read: a suite for each target, a case for each check. */
export const verifyJunit: Reporter<VerifyView> = (view) => {
  const suites = view.did === 'fail' ? [failedSuite(view.errors)] : view.tested.map(suiteOf);
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites name="bigip-ws verify">',
    ...suites,
    '</testsuites>',
  ];
  return { out: lines.join('\n'), notes: [] };
};

function suiteOf({ virtualServer, member, findings }: Tested): string {
  const name = member === undefined ? virtualServer : `${virtualServer} member ${member}`;
  const count = (verdict: Verdict): number => findings.filter((one) => one.verdict === verdict).length;
  const counts = `tests="${findings.length}" failures="${count('failed')}" errors="0" skipped="${count('not-tested')}"`;
  return [
    `  <testsuite name="${xml(name)}" ${counts}>`,
    ...findings.map((one) => caseOf(name, one)),
    '  </testsuite>',
  ].join('\n');
}

function caseOf(suite: string, { check, verdict, message, rule, why = '', hint = '' }: Finding): string {
  const head = `    <testcase classname="${xml(suite)}" name="${check}"`;
  if (verdict === 'passed') return `${head}><system-out>${xml(message)}</system-out></testcase>`;
  if (verdict === 'not-tested') return `${head}><skipped message="${xml(message)}"/></testcase>`;
  const text = xml([why, `try: ${hint}`].join('\n'));
  return `${head}><failure type="verify/${rule ?? ''}" message="${xml(message)}">${text}</failure></testcase>`;
}

/** The run itself failed: nothing was tried. */
function failedSuite(errors: readonly Diagnostic[]): string {
  const cases = errors.map(
    ({ rule, message, hint = '' }) =>
      `    <testcase classname="bigip-ws" name="${xml(rule)}"><error message="${xml(message)}">${xml(hint)}</error></testcase>`,
  );
  return [
    `  <testsuite name="bigip-ws" tests="${cases.length}" failures="0" errors="${cases.length}" skipped="0">`,
    ...cases,
    '  </testsuite>',
  ].join('\n');
}

/** What XML could not hold is escaped in the data already. */
function xml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
