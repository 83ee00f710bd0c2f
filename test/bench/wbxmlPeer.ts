// libwbxml as a peer in a process of its own that times itself: compiled here from a few lines of C.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Failure } from '#engine/base/failure';

export type Conversion = 'decode' | 'encode' | 'encode-table';

export interface WbxmlPeer {
  /** Milliseconds that converting all contents `passes` times takes; undefined where it isn't over within `limit` milliseconds. */
  time(conversion: Conversion, contents: readonly Uint8Array[], passes: number, limit?: number): number | undefined;
  close(): void;
}

const installing = 'apt-get install -y libwbxml2-dev';

/** Gives why not, where it can't be had; `--install` on the command line has the package installed first. */
export function openWbxmlPeer(): WbxmlPeer | string {
  const folder = mkdtempSync(join(tmpdir(), 'fumo-bench-'));
  const program = join(folder, 'wbxmlPeer');
  const source = resolve('test', 'bench', 'wbxmlPeer.c');
  const compile = (): string | undefined => {
    const { status, stderr, error } = spawnSync('cc', ['-O2', '-I/usr/include/libwbxml-1.0', source, '-o', program, '-lwbxml2'], { encoding: 'utf8' });
    if (error !== undefined) return 'there is no C compiler (cc)';
    return status === 0 ? undefined : /wbxml\/\w+\.h/.test(stderr) ? `libwbxml is not there: ${installing}` : `the peer does not compile: ${stderr.split('\n')[0] ?? ''}`;
  };
  let why = compile();
  if (why !== undefined && process.argv.includes('--install')) {
    const [command = '', ...words] = process.getuid?.() === 0 ? installing.split(' ') : ['sudo', ...installing.split(' ')];
    if (spawnSync(command, words, { stdio: ['inherit', 2, 2] }).status === 0) why = compile();
  }
  if (why !== undefined) {
    rmSync(folder, { recursive: true });
    return why;
  }
  return {
    time(conversion, contents, passes, limit) {
      const files = contents.map((content, i) => {
        const file = join(folder, String(i));
        writeFileSync(file, content);
        return file;
      });
      const options = { encoding: 'utf8' as const, ...(limit === undefined ? {} : { timeout: limit, killSignal: 'SIGKILL' as const }) };
      const { status, signal, stdout, stderr } = spawnSync(program, [conversion, String(passes), ...files], options);
      if (signal !== null) return undefined;
      if (status !== 0) throw new Failure('bench', `libwbxml: ${stderr}`);
      return Number(stdout);
    },
    close() {
      rmSync(folder, { recursive: true });
    },
  };
}
