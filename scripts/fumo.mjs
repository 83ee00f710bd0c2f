// The built command line, called from the folder in which `npm run fumo` was typed rather than the project's root.
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

if (process.env.npm_lifecycle_event === 'fumo' && process.env.INIT_CWD) process.chdir(process.env.INIT_CWD);
await import(pathToFileURL(join(fileURLToPath(import.meta.url), '..', '..', 'dist', 'commandLine.js')).href);
