// Documents: parsing, validating, the strict door, memory and hostile inputs, each against a peer or against itself.
import { XMLBuilder, XMLParser } from 'fast-xml-parser';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Failure } from '#engine/base/failure';
import { ddf12 } from '#engine/schema/ddf';
import { validate } from '#engine/schema/validate';
import { readMessage } from '#engine/syncml/readMessage';
import { writeMessage } from '#engine/syncml/writeMessage';
import type { XmlNode } from '#engine/xml/element';
import { parseXml } from '#engine/xml/parse';
import { readStrictly } from '#engine/xml/strict';
import { writeXml } from '#engine/xml/write';
import { ddfOf, hostile, syncmlOf } from './xmlInputs';
import { compared, medians, tell, withoutPeer, type XmlRow } from './xmlRow';

interface Libxml {
  readonly XmlDocument: { fromString(text: string): { dispose(): void } };
}

async function parsing(): Promise<XmlRow> {
  const name = 'parse 5 MB SyncML to the full tree';
  const text = syncmlOf(5_000_000);
  const ours = (): undefined => void parseXml(text);
  const path = resolve('node_modules', 'libxml2-wasm', 'lib', 'index.mjs');
  if (!existsSync(path)) return withoutPeer(name, 'libxml2-wasm is not installed', medians(ours)[0] ?? NaN, 0.8);
  const { XmlDocument } = (await import(pathToFileURL(path).href)) as Libxml;
  const [own = NaN, peer = NaN] = medians(ours, () => {
    XmlDocument.fromString(text).dispose();
    return undefined;
  });
  return compared(name, 'libxml2-wasm', own, peer, 0.8);
}

function validating(): XmlRow {
  const name = 'parse and validate a 3 MB DDF';
  const text = ddfOf(3_000_000);
  const ours = (): undefined => {
    const problems = validate(parseXml(text).document, ddf12);
    if (problems.length > 0) throw new Failure('bench', 'The description is not valid.');
    return undefined;
  };
  const dtd = resolve('..', 'shared', 'corpus', 'dtd', 'greearb-hostap-ct', 'dm_ddf-v1_2.dtd');
  const missing = !existsSync(dtd) ? 'the DTD is not there' : spawnSync('xmllint', ['--version']).error !== undefined ? 'xmllint is not there: apt-get install libxml2-utils' : undefined;
  if (missing !== undefined) return withoutPeer(name, missing, medians(ours)[0] ?? NaN, 1);
  const folder = mkdtempSync(join(tmpdir(), 'fumo-bench-'));
  try {
    const file = join(folder, 'big.ddf');
    writeFileSync(file, text);
    const [own = NaN, peer = NaN] = medians(ours, () => {
      const { stderr, status } = spawnSync('xmllint', ['--noout', '--timing', '--dtdvalid', dtd, file], { encoding: 'utf8' });
      if (status !== 0) throw new Failure('bench', stderr);
      return [...stderr.matchAll(/(?:^Parsing|Validating against DTD) took (\d+) ms/gm)].reduce((sum, [, ms]) => sum + Number(ms), 0);
    });
    return compared(name, 'xmllint --dtdvalid, its own figures for parsing and validating', own, peer, 1);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function strictDoor(): XmlRow {
  const text = syncmlOf(1400);
  const options = { preserveOrder: true, ignoreAttributes: false, parseTagValue: false, parseAttributeValue: false, trimValues: false };
  const times = 400;
  const [own = NaN, peer = NaN] = medians(
    () => {
      for (let i = 0; i < times; i++) {
        const read = readStrictly(text);
        const message = 'document' in read ? readMessage(read.document).message : undefined;
        if (message === undefined) throw new Failure('bench', 'The message was refused.');
        writeXml(writeMessage(message));
      }
      return undefined;
    },
    () => {
      const parser = new XMLParser(options);
      const builder = new XMLBuilder(options);
      for (let i = 0; i < times; i++) builder.build(parser.parse(text));
      return undefined;
    },
  );
  return compared(`strict door, ${text.length} characters to a typed message and back`, 'fast-xml-parser, parsing and building alone', own / times, peer / times, 1.5);
}

/** Every node looked at, and its places and values with it. */
function walk(node: XmlNode): number {
  if (node.kind !== 'element') return 1;
  return node.children.reduce((count, child) => count + walk(child), 1 + (node.attributes.length === 0 ? 0 : 1));
}

function memory(): XmlRow[] {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const kept = (): number => {
    collect();
    collect();
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  };
  parseXml(syncmlOf(100_000));
  const before = kept();
  const text = syncmlOf(5_000_000);
  const { document } = parseXml(text);
  const parsed = kept() - before;
  if (document.root === undefined || walk(document.root) < 300_000) throw new Failure('bench', 'Where are the nodes?');
  const walked = kept() - before;
  const megabytes = 1_000_000;
  const rows = [
    compared('memory kept for a 5 MB tree, its text included', 'the size of the text', parsed / megabytes, text.length / megabytes, 10, 'MB', 'absolute'),
    compared('the same after every node has been looked at', 'the size of the text', walked / megabytes, text.length / megabytes, 10, 'MB', 'absolute'),
  ];
  // Kept alive until here.
  if (document.children.length === 0) throw new Failure('bench', 'Where is the document?');
  return rows;
}

function hostileRows(): XmlRow[] {
  return hostile.flatMap(({ name, count, make }) => {
    const once = make(count);
    const twice = make(2 * count);
    // What is over in no time is done often, or the clock and the garbage of others are all that is measured.
    const start = performance.now();
    parseXml(once);
    const times = Math.max(1, Math.ceil(20 / (performance.now() - start)));
    const [short = NaN, long = NaN] = medians(repeated(times, once), repeated(times, twice));
    return [compared(`${2 * count} ${name}`, 'half as many', long / times, short / times, 2.5, 'ms', 'absolute')];
  });
}

function repeated(times: number, text: string): () => undefined {
  return () => {
    for (let i = 0; i < times; i++) parseXml(text);
    return undefined;
  };
}

async function main(): Promise<void> {
  for (const row of memory()) tell(row);
  tell(await parsing());
  tell(validating());
  tell(strictDoor());
  for (const row of hostileRows()) tell(row);
}

void main();
