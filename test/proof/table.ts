import type { ExitCode } from '../../src/exit.ts';

export interface Row {
  readonly fault: string;
  readonly code: ExitCode;
  readonly lies: readonly string[];
}

/** How the runs ended: one line for each fault, one column for each exit code. */
export function table(rows: readonly Row[]): string {
  const codes = [...new Set(rows.map(({ code }) => code))].sort((one, other) => one - other);
  const faults = [...new Set(rows.map(({ fault }) => fault))];
  const line = (name: string, of: readonly Row[]): string => {
    const counts = codes.map((code) => of.filter((row) => row.code === code).length);
    const lies = of.filter((row) => row.lies.length > 0).length;
    return [name.padEnd(44), ...[...counts, of.length, lies].map((count) => String(count).padStart(6))].join(
      '',
    );
  };
  const head = [
    'fault'.padEnd(44),
    ...[...codes, 'runs', 'lies'].map((name) => String(name).padStart(6)),
  ].join('');
  return [
    head,
    ...faults.map((fault) =>
      line(
        fault,
        rows.filter((row) => row.fault === fault),
      ),
    ),
    line('all', rows),
  ].join('\n');
}
