// `fumo lsp` and `fumo dap`: the other programs of this package, in this very process.
import type { CliCommand } from './terminal';

/** Each reads its own words from the process; it goes on by itself. */
async function become(program: Promise<unknown>): Promise<undefined> {
  await program;
  return undefined;
}

export const lspCommand: CliCommand = {
  name: 'lsp',
  usage: 'lsp --stdio',
  summary: 'start the language server, for editors other than VS Code',
  help: '  --stdio  speak the Language Server Protocol on stdin and stdout; the default',
  run(words) {
    if (words.length === 0) process.argv.push('--stdio');
    return become(import('../languageServer'));
  },
};

export const dapCommand: CliCommand = {
  name: 'dap',
  usage: 'dap [--server=PORT]',
  summary: 'start the debug adapter, for editors other than VS Code',
  help: `Speaks the Debug Adapter Protocol on stdin and stdout.

  --server=PORT  wait for debug clients on that port of loopback instead`,
  run: () => become(import('../debugAdapter')),
};
