// What an engine without Node is made of: a bundle for a browser, and the files of the rooms that go into one.
import { build, type BuildResult } from 'esbuild';
import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';

/** Every source of the rooms. */
export function filesOfRooms(rooms: readonly string[]): string[] {
  return rooms.flatMap((room) => {
    const folder = resolve('engine', 'src', room);
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
      .map((name) => resolve(folder, name));
  });
}

/** One bundle an entry, in memory; a module that only Node has makes it fail. */
export function bundleForBrowser(entries: readonly string[]): Promise<BuildResult<{ write: false }>> {
  return build({
    entryPoints: [...entries],
    outdir: resolve('.test-build', 'browser'),
    write: false,
    bundle: true,
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    loader: { '.ddf': 'text' },
    logLevel: 'silent',
    absWorkingDir: process.cwd(),
  });
}
