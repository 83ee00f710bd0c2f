// A lock held by a file, so that two commands started at once don't install or build the same thing over each other.
// A lock whose holder has died is taken over.
import { closeSync, openSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeSync } from 'node:fs';
import { hostname } from 'node:os';

const heartbeat = 5_000;
const deadAfter = 60_000;

/** Runs `work` while holding the lock file at `path`; waits for another holder, saying so once through `tell`. */
export async function withLock(path, tell, work) {
  for (let told = false; !take(path); ) {
    if (takeOver(path)) continue;
    if (!told) tell('Another command is at it already; waiting for it to finish.');
    told = true;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  const beat = setInterval(() => touch(path), heartbeat);
  const release = () => rmSync(path, { force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    process.off('exit', release);
    release();
  }
}

function take(path) {
  try {
    const file = openSync(path, 'wx');
    writeSync(file, JSON.stringify({ pid: process.pid, host: hostname() }));
    closeSync(file);
    return true;
  } catch (error) {
    // Windows answers EPERM while another process is deleting the file.
    if (error.code === 'EEXIST' || error.code === 'EPERM') return false;
    throw error;
  }
}

function touch(path) {
  try {
    utimesSync(path, new Date(), new Date());
  } catch {
    // Taken over or gone: nothing to keep alive.
  }
}

/** Puts a dead holder's lock out of the way; true where it is worth trying again at once. */
function takeOver(path) {
  let seen;
  let age;
  try {
    seen = readFileSync(path, 'utf8');
    age = Date.now() - statSync(path).mtimeMs;
  } catch {
    return true;
  }
  if (!isDead(seen, age)) return false;
  const aside = `${path}.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch {
    return true;
  }
  // Between looking and renaming a third command may have taken the lock over: then it is given back.
  if (readFileSync(aside, 'utf8') !== seen) renameSync(aside, path);
  else rmSync(aside, { force: true });
  return true;
}

function isDead(content, age) {
  if (age > deadAfter) return true;
  let holder;
  try {
    holder = JSON.parse(content);
  } catch {
    return age > heartbeat;
  }
  // Another machine's process (a shared folder, a container) can't be asked: its heartbeat decides.
  if (holder.host !== hostname()) return false;
  try {
    process.kill(holder.pid, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}
