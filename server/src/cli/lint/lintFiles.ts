// Which files `fumo lint` looks at, and what each is taken for.
import { statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { WrongCall } from '../terminal';

/** What is looked for in folders, and the language that it is in; of other XML the content decides whether it is ours. */
export const languages: readonly (readonly [ending: string, languageId: string | undefined])[] = [
  ['.flow.xml', 'fumo-flow'],
  ['.syncml', 'syncml'],
  ['.ddf', 'dm-ddf'],
  ['.tnds', 'dm-ddf'],
  ['.dd', 'oma-dd'],
  ['.xml', undefined],
  ['.wbxml', undefined],
  ['.notification', undefined],
  ['.http', undefined],
];

export function languageOf(name: string): string | undefined {
  return languages.find(([ending]) => name.endsWith(ending))?.[1];
}

/** In the order of their names; hidden folders and node_modules are left out. Throws a WrongCall where nothing is there. */
export async function filesAt(path: string): Promise<readonly string[]> {
  const entry = statSync(path, { throwIfNoEntry: false });
  if (entry === undefined) throw new WrongCall(`There is nothing at ${path}.`);
  return entry.isDirectory() ? filesBelow(path) : [path];
}

async function filesBelow(folder: string): Promise<readonly string[]> {
  const found: string[] = [];
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules') found.push(...(await filesBelow(path)));
    else if (entry.isFile() && languages.some(([ending]) => entry.name.endsWith(ending))) found.push(path);
  }
  return found;
}
