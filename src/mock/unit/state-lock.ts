import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { MockStateError } from '../api.ts';

// One mock for one state file: what two write would be that of the last one. The lock names its process and
// when that began, so that one left by a killed process binds nobody, though its number be in use again.

/** Those of this process: a second mock in it is refused as well. */
const held = new Set<string>();

/** Takes the state file for this mock; gives back how to let go of it. */
export function lockState(statePath: string): () => void {
  const lock = `${statePath}.lock`;
  for (let tries = 0; tries < 3; tries++) {
    if (held.has(lock)) throw inUse(statePath, process.pid);
    if (written(lock, statePath)) {
      held.add(lock);
      return () => {
        if (held.delete(lock)) rmSync(lock, { force: true });
      };
    }
    const owner = ownerOf(lock);
    if (owner !== undefined && owner.pid !== process.pid && isAlive(owner)) throw inUse(statePath, owner.pid);
    rmSync(lock, { force: true });
  }
  throw new MockStateError(`${lock}: other mocks take it again and again`);
}

const inUse = (statePath: string, pid: number) =>
  new MockStateError(
    `${statePath} is in use by another mock (process ${pid})`,
    'wait until that one has ended, or keep the state in another file',
  );

/** False where a lock is there already. */
function written(lock: string, statePath: string): boolean {
  try {
    writeFileSync(lock, `${process.pid} ${beganAt(process.pid) ?? ''}\n`, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'EEXIST') return false;
    throw new MockStateError(`${statePath}: no lock can be written beside it (${code})`);
  }
}

interface Owner {
  readonly pid: number;
  readonly began: string;
}

function ownerOf(lock: string): Owner | undefined {
  try {
    const [pid, began = ''] = readFileSync(lock, 'utf8').trim().split(' ');
    return /^\d+$/.test(pid ?? '') ? { pid: Number(pid), began } : undefined;
  } catch {
    return undefined;
  }
}

function isAlive({ pid, began }: Owner): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // A process of somebody else lives all the same.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
  const now = beganAt(pid);
  return began === '' || now === undefined || now === began;
}

/** In ticks since the machine started; nothing where there is no /proc. */
function beganAt(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}
