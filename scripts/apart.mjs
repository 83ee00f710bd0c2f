// Compiles without bundling: every source of the project becomes a file of its own, at the same place below `out`.
import { readdirSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

/** Every source that a unit test may load. */
export function sourcesOf(root) {
  return ['engine/src', 'server/src', 'client/src', 'test'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true })
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts') && !(folder === 'test' && name.startsWith(`editor${sep}`)))
      .map((name) => join(root, folder, name)),
  );
}

/** The esbuild plugin by which imports of the project's own sources stay imports, of the files that they become. */
export function apart(root, out) {
  return {
    name: 'apart',
    setup(build) {
      build.onResolve({ filter: /^[.#]/ }, async ({ path, kind, importer, resolveDir, pluginData }) => {
        if (kind === 'entry-point' || pluginData === 'apart') return undefined;
        const found = await build.resolve(path, { kind, importer, resolveDir, pluginData: 'apart' });
        if (found.errors.length > 0 || !found.path.endsWith('.ts')) return found;
        const target = join(out, relative(root, found.path).replace(/\.ts$/, '.js'));
        const written = relative(join(out, relative(root, dirname(importer))), target).split(sep).join('/');
        return { path: written.startsWith('.') ? written : `./${written}`, external: true };
      });
    },
  };
}
