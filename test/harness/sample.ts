import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';

/** `npm run proof` tries every case; everything else a sample that moves with the commit. */
export const isWholeProof = process.env.PROOF === 'whole';

/** The commit that is checked out; the same tree tries the same cases. */
const seed =
  process.env.SAMPLE_SEED ??
  (spawnSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8' }).stdout || 'no commit');

/** The commit as a number, for what is generated. */
export const seedOfCommit = createHash('sha256').update(seed).digest().readInt32BE();

/** All cases in a whole proof, else as many as asked for, in the order of the list. */
export function sample<T>(cases: readonly T[], count: number): readonly T[] {
  if (isWholeProof || cases.length <= count) return cases;
  return cases
    .map((one, index) => ({ one, index, rank: rankOf(index) }))
    .sort((a, b) => (a.rank < b.rank ? -1 : 1))
    .slice(0, count)
    .sort((a, b) => a.index - b.index)
    .map(({ one }) => one);
}

function rankOf(index: number): string {
  return createHash('sha256').update(`${seed} ${index}`).digest('hex');
}
