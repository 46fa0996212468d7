// One set-up at a time. The same numbered links as src/platform/database/embedded/lock.ts, which explains why they cannot
// be fooled; written again here because this runs before anything is installed or compiled, and synchronously.
import { mkdirSync, readdirSync, readFileSync, readlinkSync, symlinkSync, unlinkSync } from 'node:fs';

/** Runs `work` alone among all processes that use the same directory; `onWait` is called once if it must wait. */
export function alone(directory, onWait, work) {
  mkdirSync(directory, { recursive: true });
  const turn = take(directory, onWait);
  try {
    return work();
  } finally {
    link(directory, turn + 1, 'free');
    for (const number of turns(directory)) if (number < turn - 16) unlinkSync(`${directory}/${number}`);
  }
}

function take(directory, onWait) {
  for (let waited = false; ;) {
    const last = Math.max(0, ...turns(directory));
    const holder = last === 0 ? 'free' : targetOf(`${directory}/${last}`);
    if (
      holder !== undefined &&
      !isAlive(holder) &&
      link(directory, last + 1, `${process.pid} ${startOf(process.pid)}`)
    ) {
      if (Math.max(...turns(directory)) === last + 1) return last + 1;
      unlinkSync(`${directory}/${last + 1}`);
      continue;
    }
    if (!waited) onWait();
    waited = true;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
  }
}

function link(directory, number, target) {
  try {
    symlinkSync(target, `${directory}/${number}`);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

function targetOf(path) {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}

function turns(directory) {
  return readdirSync(directory)
    .filter((name) => /^\d{1,15}$/.test(name))
    .map(Number);
}

function isAlive(holder) {
  const [pid, start] = holder.split(' ');
  if (pid === 'free') return false;
  return startOf(Number(pid)) === start;
}

/** When a process began, so that a reused pid is not taken for it; a zombie has ended. Without /proc: whether it exists. */
function startOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? 'ended' : fields[19];
  } catch {
    try {
      process.kill(pid, 0);
      return 'running';
    } catch (error) {
      return error.code === 'EPERM' ? 'running' : 'ended';
    }
  }
}
