import type { Times } from './finding.ts';
import { millisecondsText } from './open.ts';

/** The percentiles of some durations (nearest rank); there must be one. */
export function timesOf(milliseconds: readonly number[]): Times {
  const sorted = [...milliseconds].sort((one, other) => one - other);
  const at = (part: number): number => rounded(sorted[Math.ceil(sorted.length * part) - 1] ?? 0);
  return { count: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
}

function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 100) / 100;
}

/** Of few times, the slowest says as much as a percentile. */
export function timesText({ count, p50, p95, p99, max }: Times): string {
  const slowest = `at most ${millisecondsText(max)}`;
  const half = `half within ${millisecondsText(p50)}`;
  if (count < 20) return `${half}, ${slowest}`;
  return `${half}, 95 % ${millisecondsText(p95)}, 99 % ${millisecondsText(p99)}, ${slowest}`;
}
