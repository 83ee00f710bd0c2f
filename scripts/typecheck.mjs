// Checks the types of every storey by its own tsconfig, two at a time.
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const projects = ['test', 'server', 'client', 'engine', 'client/src/webview'];

const queue = [...projects];
const failed = [];

async function work() {
  for (let project = queue.shift(); project; project = queue.shift()) {
    const memory = join(root, '.test-build', 'types', `${project.replaceAll('/', '-')}.tsbuildinfo`);
    const words = ['-p', join(root, project, 'tsconfig.json'), '--incremental', '--tsBuildInfoFile', memory, '--pretty', String(Boolean(process.stdout.isTTY))];
    const child = spawn(process.execPath, [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), ...words], { stdio: 'inherit', cwd: root });
    const code = await new Promise((resolve) => child.once('exit', (status) => resolve(status ?? 1)));
    if (code !== 0) failed.push(project);
  }
}

await Promise.all([work(), work()]);
if (failed.length > 0) console.error(`Types are wrong in: ${failed.sort().join(', ')}`);
process.exit(failed.length > 0 ? 1 : 0);
