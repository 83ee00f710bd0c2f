// `fumo lsp` and `fumo dap`: the other programs of this package, in this very process.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CliCommand } from './terminal';

/** Each reads its own words from the process. */
async function become(bundle: string): Promise<undefined> {
  await import(pathToFileURL(join(__dirname, bundle)).href);
  return undefined;
}

export const lspCommand: CliCommand = {
  name: 'lsp',
  usage: 'lsp --stdio',
  summary: 'start the language server, for editors other than VS Code',
  help: '  --stdio  speak the Language Server Protocol on stdin and stdout; the default',
  run(words) {
    if (words.length === 0) process.argv.push('--stdio');
    return become('languageServer.js');
  },
};

export const dapCommand: CliCommand = {
  name: 'dap',
  usage: 'dap [--server=PORT]',
  summary: 'start the debug adapter, for editors other than VS Code',
  help: `Speaks the Debug Adapter Protocol on stdin and stdout.

  --server=PORT  wait for debug clients on that port of loopback instead`,
  run: () => become('debugAdapter.js'),
};
