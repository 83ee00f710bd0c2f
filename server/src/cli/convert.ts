// `fumo convert`: a document as XML, as WBXML, as annotated or plain octets, and a notification as any of the latter.
import { Failure } from '#engine/base/failure';
import type { EncodeOptions } from '#engine/wbxml/encode';
import { LineIndex } from '#engine/xml/lines';
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { uriOfPath } from '../launch/fileUri';
import { nodeFiles } from '../node/nodeFiles';
import { convert, type Converted } from './conversion';
import { readWords } from './readWords';
import { shortPath } from './shortPath';
import { say, WrongCall, type CliCommand, type ExitCode, type Terminal } from './terminal';

const forms = ['xml', 'wbxml', 'notification', 'hex', 'base64'] as const;
const targets = ['xml', 'wbxml', 'notification', 'hex', 'plain-hex', 'base64'] as const;
const wrappings = ['none', 'push', 'sms'] as const;
const publicIds = ['numeric', 'textual', 'string-table', 'none'] as const;
const versions = ['1.1', '1.2', '1.3'] as const;

export const convertCommand: CliCommand = {
  name: 'convert',
  usage: 'convert [FILE] [--to xml|wbxml|notification|hex|plain-hex|base64] [-o FILE] [--from FORM] [--wrap none|push|sms] [--compact] [--string-table] [--public-id FORM] [--wbxml-version VERSION]',
  summary: 'turn XML into WBXML, WBXML into XML, and either, or a notification, into annotated octets',
  help: `Reads FILE, or standard input where none is named or it is -; what it is, its content tells. XML becomes WBXML, a
notification (package #0) a listing, everything else XML, unless --to says otherwise.
A listing shows every octet and what it says; it can be read back, as can hexadecimal in any usual form (in one piece or
with blanks, line ends, commas, colons, 0x, offsets) and base64 of a WBXML document or of a notification.
Octets in WBXML stand in XML as base64 behind <?wbxml opaque base64?>, text that was sent as octets as a CDATA section:
both become octets again. What can't be carried over is told on standard error.

  --to FORM                what it is to become: xml, wbxml, notification (its octets), hex (the listing), plain-hex
                           (octets and nothing else) or base64
  -o, --output FILE        where to write it, instead of standard output
  --from FORM              what it is, where the content doesn't tell: xml, wbxml, notification, hex or base64
  --wrap HEADERS           what is to stand before a notification, instead of what did: nothing (none), a WSP push header
                           (push), or that behind the user data header of a short message (sms)
  --compact                XML in one line
  --string-table           put texts that come more than once into the string table
  --public-id FORM         declare the document type by its number (numeric), by its text (textual), by its text with no
                           zero behind it (string-table), or not at all (none)
  --wbxml-version VERSION  1.1, 1.2 (the default) or 1.3

Exit code: 0 where it was converted, 1 where the document has errors, 2 for a wrong call.`,
  async run(words, terminal) {
    const { values, positionals } = readWords(words, {
      to: { type: 'string' },
      output: { type: 'string', short: 'o' },
      from: { type: 'string' },
      wrap: { type: 'string' },
      compact: { type: 'boolean', default: false },
      'string-table': { type: 'boolean', default: false },
      'public-id': { type: 'string' },
      'wbxml-version': { type: 'string' },
    });
    const [file, ...more] = positionals;
    if (more.length > 0) throw new WrongCall('One file is to be named.');
    const to = oneOf('to', values.to, targets);
    const from = oneOf('from', values.from, forms);
    const wrap = oneOf('wrap', values.wrap, wrappings);
    const publicId = oneOf('public-id', values['public-id'], publicIds);
    const version = oneOf('wbxml-version', values['wbxml-version'], versions);
    const encode: EncodeOptions = {
      ...(values['string-table'] && { stringTable: true }),
      ...(publicId !== undefined && { publicId }),
      ...(version !== undefined && { version }),
    };
    const source = await read(file, terminal);
    const converted = convert(source.bytes, {
      compact: values.compact,
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
      ...(wrap !== undefined && { wrap }),
      ...(Object.keys(encode).length > 0 && { encode }),
    });
    if (converted === undefined) throw new Failure('unknown-form', `${source.name} is neither XML nor WBXML, nor a notification, nor octets as hexadecimal or base64.`);
    tell(converted, source.name, terminal);
    if (converted.bytes === undefined) return 1;
    await write(converted.bytes, values.output, terminal);
    return exitCode(converted);
  },
};

function exitCode({ problems }: Converted): ExitCode {
  return problems.some(({ severity }) => severity === 'error') ? 1 : 0;
}

function oneOf<T extends string>(option: string, value: string | undefined, allowed: readonly T[]): T | undefined {
  if (value === undefined) return undefined;
  const found = allowed.find((candidate) => candidate === value);
  if (found === undefined) throw new WrongCall(`--${option} takes ${allowed.slice(0, -1).join(', ')} or ${allowed.at(-1) ?? ''}, not "${value}".`);
  return found;
}

async function read(file: string | undefined, terminal: Terminal): Promise<{ readonly bytes: Uint8Array; readonly name: string }> {
  if (file === undefined || file === '-') return { bytes: new Uint8Array(await buffer(terminal.stdin)), name: 'standard input' };
  const path = resolve(terminal.directory, file);
  const bytes = await nodeFiles().read(uriOfPath(path));
  if (bytes === undefined) throw new WrongCall(`There is nothing at ${path}.`);
  return { bytes, name: shortPath(path, terminal.directory) };
}

async function write(bytes: Uint8Array, output: string | undefined, terminal: Terminal): Promise<void> {
  if (output === undefined || output === '-') {
    await new Promise<void>((done, fail) => {
      terminal.stdout.write(bytes, (error) => {
        if (error === null || error === undefined) done();
        else fail(error);
      });
    });
    return;
  }
  const path = resolve(terminal.directory, output);
  try {
    await writeFile(path, bytes);
  } catch (thrown) {
    throw new Failure('file-not-writable', `${path} could not be written (${(thrown as NodeJS.ErrnoException).code ?? 'unknown error'}).`, thrown);
  }
}

/** `message.xml:3:7 warning code sentence`; where octets are counted, the place is an offset: `message.wbxml:0x1F`. */
function tell({ problems, text }: Converted, name: string, terminal: Terminal): void {
  const lines = text === undefined || problems.length === 0 ? undefined : new LineIndex(text);
  for (const { code, severity, message, range } of problems) {
    const at = lines?.position(range.start);
    const place = at === undefined ? `0x${range.start.toString(16).toUpperCase()}` : `${at.line + 1}:${at.character + 1}`;
    say(terminal.stderr, `${name}:${place} ${severity} ${code} ${message}`);
  }
}
