/**
 * Which processes live, told so that neither a reused pid nor a zombie can fool the launcher.
 *
 * `kill(pid, 0)` is not enough: it succeeds for a zombie (1-2 s after a kill -9, for ever below an init that does not
 * reap) and for an unrelated process that got the pid after a reboot. So a process is its pid and the moment it
 * started. Linux is read from /proc; elsewhere `ps` answers the same questions.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';

export interface ProcessInfo {
  pid: number;
  /** Arguments joined by one space; empty for zombies and kernel threads, which are therefore never listed. */
  command: string;
}

const hasProc = ((): boolean => {
  try {
    return readFileSync('/proc/self/stat', 'utf8').length > 0;
  } catch {
    return false;
  }
})();

/** Start times in /proc count from boot, so the boot is part of the identity. */
const boot = ((): string => {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').slice(0, 8);
  } catch {
    return 'boot';
  }
})();

/** `<pid>@<start>` for a process that can still act; undefined when it is gone or a zombie. Safe as a file name. */
export function identityOf(pid: number): string | undefined {
  const started = hasProc ? startedFromProc(pid) : startedFromPs(pid);
  return started === undefined ? undefined : `${pid}@${started}`;
}

/** True while the very process that once answered with this identity still lives. */
export function isAlive(identity: string): boolean {
  const pid = Number(identity.split('@')[0]);
  return Number.isSafeInteger(pid) && pid > 0 && identityOf(pid) === identity;
}

/** Living processes of one user. Another user's are left out: they cannot be ours, whatever they call themselves. */
export function processesOf(uid: number): ProcessInfo[] {
  return hasProc ? listFromProc(uid) : listFromPs(uid);
}

function startedFromProc(pid: number): string | undefined {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined;
  }
  // The second field is the program's name in brackets and may itself hold spaces and brackets: count from the last one.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return isDeadState(fields[0]) ? undefined : `${boot}-${fields[19]}`;
}

function startedFromPs(pid: number): string | undefined {
  const line = ps(['-o', 'stat=,lstart=', '-p', String(pid)])[0];
  const found = line === undefined ? null : /^(\S+)\s+(.+)$/.exec(line.trim());
  return found === null || isDeadState(found[1]) ? undefined : found[2]!.trim().replaceAll(/[^0-9A-Za-z]+/g, '-');
}

function isDeadState(state: string | undefined): boolean {
  return state === undefined || state === '' || /^[ZXx]/.test(state);
}

function listFromProc(uid: number): ProcessInfo[] {
  const found: ProcessInfo[] = [];
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      if (statSync(`/proc/${name}`).uid !== uid) continue;
      // The arguments, not the working directory: a container's root may read only the former of another user's process.
      const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
      if (command !== '') found.push({ pid: Number(name), command });
    } catch {
      // It ended while we looked.
    }
  }
  return found;
}

function listFromPs(uid: number): ProcessInfo[] {
  const found: ProcessInfo[] = [];
  for (const line of ps(['-ax', '-ww', '-o', 'pid=,uid=,stat=,command='])) {
    const parts = /^\s*(\d+)\s+(-?\d+)\s+(\S+)\s+(.+)$/.exec(line);
    if (parts === null || Number(parts[2]) !== uid || isDeadState(parts[3])) continue;
    found.push({ pid: Number(parts[1]), command: parts[4]!.trim() });
  }
  return found;
}

function ps(args: string[]): string[] {
  const answer = spawnSync('ps', args, {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' },
  });
  return (answer.stdout ?? '').split('\n').filter((line) => line.trim() !== '');
}
