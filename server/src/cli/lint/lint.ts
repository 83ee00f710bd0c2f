// `fumo lint`: what is wrong with flows, messages and device descriptions, as the editor underlines it.
import type { Files } from '#engine/base/files';
import { profiles } from '#engine/rules/settings';
import { resolve } from 'node:path';
import { uriOfPath } from '../../launch/fileUri';
import { nodeFiles } from '../../node/nodeFiles';
import { nodeHasher } from '../../node/nodeHasher';
import { readWords } from '../readWords';
import { WrongCall, type CliCommand } from '../terminal';
import { readDigestSecrets } from './digestSecrets';
import { formats } from './formats';
import { filesAt, languages } from './lintFiles';
import { Linting } from './linting';
import { readSettings } from './lintSettings';
import { readAll } from './standardInput';

export const lintCommand: CliCommand = {
  name: 'lint',
  usage: 'lint PATH... [--format FORMAT] [--profile PROFILE] [--rule ID=SEVERITY] [--max-warnings N] [--session] [--accounts FILE] [--fix]',
  summary: 'check flows, messages and device descriptions',
  help: `Checks each file that is named, and in each folder the files whose names end in ${languages.map(([ending]) => ending).join(', ')};
what is none of ours is passed over. "-" stands for standard input. WBXML is decoded; notifications are octets, or these as
hexadecimal or base64: what is told of octets counts them as columns of line 1. Of HTTP exchanges heads and messages
are checked. A file that is named by itself is known by its content where its name doesn't tell. Messages are held
against the device descriptions among the files, and those that a fumo.json in a folder above names, which also sets
profile, rules and files that are left out; options go before it.

  --format FORMAT     ${formats.join(', ')}; default text: a line for each problem, path:line:column severity code
                      sentence [clause], with the place below it, and how many there are
  --json              the same as --format json: one JSON object a line
  --profile PROFILE   ${profiles.join(', ')}; default lenient
  --rule ID=SEVERITY  error, warning, information, hint or off; as often as need be
  --max-warnings N    more warnings than this are as bad as an error
  --session           the messages of all files, in their order, are those of a session; a file may be a log of several
  --accounts FILE     whose secrets and first nonces the digests of notifications and of a session are checked with
  --fix               puts right what has one unambiguous mend, in the files; of standard input, prints the text
  --stdin-path NAME   what standard input is to be taken for; default input.xml

Exit code: 0 where no problem is an error, 1 where one is, 2 for a wrong call.`,
  async run(words, terminal) {
    const { values, positionals } = readWords(words, {
      format: { type: 'string' },
      json: { type: 'boolean', default: false },
      profile: { type: 'string' },
      rule: { type: 'string', multiple: true, default: [] },
      'max-warnings': { type: 'string' },
      fix: { type: 'boolean', default: false },
      session: { type: 'boolean', default: false },
      accounts: { type: 'string' },
      'stdin-path': { type: 'string', default: 'input.xml' },
    });
    const asked = readSettings(values);
    if (positionals.length === 0) throw new WrongCall('At least one file or folder is to be named.');
    const stdinPath = resolve(terminal.directory, values['stdin-path']);
    const input = positionals.includes('-') ? await readAll(terminal.stdin) : undefined;
    const paths: string[] = [];
    for (const path of positionals) paths.push(...(path === '-' ? [stdinPath] : await filesAt(resolve(terminal.directory, path))));
    const read = nodeFiles({ atOnce: true });
    const files = input === undefined ? read : withInput(read, uriOfPath(stdinPath), input);
    const { accounts } = values;
    const secrets = accounts === undefined ? undefined : readDigestSecrets(await read.read(uriOfPath(resolve(terminal.directory, accounts))), accounts, nodeHasher);
    return new Linting(asked, files, terminal, input === undefined ? undefined : stdinPath, secrets).run([...new Set(paths)]);
  },
};

/** Standard input in the place of a file. */
function withInput(files: Files, uri: string, input: Uint8Array): Files {
  return { ...files, read: (asked) => (asked === uri ? Promise.resolve(input) : files.read(asked)), resolve: (base, reference) => files.resolve(base, reference) };
}
