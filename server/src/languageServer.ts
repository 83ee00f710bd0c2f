// The language server: a program of its own that speaks the Language Server Protocol on stdin and stdout (`--stdio`) or
// with the editor that has started it (`--node-ipc`). It ends when its client goes.
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { startServer } from './lsp/server';
import type { ServerRuntime } from './lsp/runtime';
import { nodeClock } from './node/nodeClock';
import { nodeFiles } from './node/nodeFiles';
import { nodeFolders } from './node/nodeFolders';
import { nodeHasher } from './node/nodeHasher';

const runtime: ServerRuntime = {
  clock: nodeClock(),
  hasher: nodeHasher,
  folders: nodeFolders,
  files: (open) => nodeFiles({ open }),
  turn: () => new Promise((resolve) => setImmediate(resolve)),
};

const transports = /^--(stdio|node-ipc|socket|pipe)(=|$)/;

if (process.argv.some((word) => transports.test(word))) {
  // A client that goes without a word leaves the channel closed: nobody is left to answer.
  process.on('disconnect', () => process.exit(1));
  const connection = createConnection(ProposedFeatures.all);
  startServer(connection, runtime);
  connection.listen();
} else {
  process.stderr.write('The language server is started by an editor: give --stdio or --node-ipc.\n');
  process.exitCode = 2;
}
