// Messages through the doors that they really come in by: text, and files that others wrote.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { readMessage } from '#engine/syncml/readMessage';
import { summarise } from '#engine/syncml/summary';
import { writeMessage } from '#engine/syncml/writeMessage';
import { child, detached, type Element } from '#engine/xml/element';
import { parseXml } from '#engine/xml/parse';
import { readStrictly } from '#engine/xml/strict';
import { writeXml } from '#engine/xml/write';
import { messageArbitrary } from './messageArbitrary';

/** Without the places, which a text has and a written tree has not, and without what only a parsed element knows. */
function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare);
  if (value === null || typeof value !== 'object') return value;
  const dropped = new Set(['at', 'range', 'startTag', 'endTag', 'nameRange', 'endNameRange', 'attributes', 'selfClosing']);
  return Object.fromEntries(Object.entries(value).flatMap(([key, inner]) => (dropped.has(key) ? [] : [[key, bare(inner)]])));
}

test('a message written as text is the same message again, by either parser', () => {
  fc.assert(
    fc.property(messageArbitrary({ octets: false }), (message) => {
      const text = writeXml(writeMessage(message), { declaration: true });
      const strict = readStrictly(text);
      assert.ok('document' in strict, text);
      assert.deepEqual(bare(readMessage(strict.document).message), bare(message));
      const { root } = parseXml(text).document;
      assert.ok(root !== undefined);
      const plain = detached(root);
      assert.deepEqual(bare(readMessage({ children: [plain], root: plain }).message), bare(message));
    }),
    { numRuns: 150 },
  );
});

test('the namespace stands on SyncML and on each child of Meta, and nowhere else [RepPro 5.4]', () => {
  const header = { verDtd: '1.2', verProto: 'DM/1.2', sessionId: '1', msgId: '1', target: 't', source: 's' };
  const text = writeXml(
    writeMessage({
      header: { ...header, meta: { maxMsgSize: 4096, maxObjSize: 65536 } },
      commands: [{ name: 'Get', cmdId: '1', items: [{ target: './A' }] }],
      final: true,
    }),
  );
  assert.equal(
    text,
    '<SyncML xmlns="SYNCML:SYNCML1.2"><SyncHdr><VerDTD>1.2</VerDTD><VerProto>DM/1.2</VerProto><SessionID>1</SessionID><MsgID>1</MsgID>' +
      '<Target><LocURI>t</LocURI></Target><Source><LocURI>s</LocURI></Source><Meta><MaxMsgSize xmlns="syncml:metinf">4096</MaxMsgSize>' +
      '<MaxObjSize xmlns="syncml:metinf">65536</MaxObjSize></Meta></SyncHdr><SyncBody><Get><CmdID>1</CmdID><Item><Target>' +
      '<LocURI>./A</LocURI></Target></Item></Get><Final/></SyncBody></SyncML>',
  );
});

function saysSomething(of: Element | undefined): boolean {
  return of?.children.some((node) => (node.kind === 'element' ? saysSomething(node) : node.kind === 'text' && node.value.trim() !== '')) === true;
}

const corpus = join(process.cwd(), '../shared/corpus/messages');

test('messages of other people are read', { skip: existsSync(corpus) ? false : 'the collection of files is not here' }, () => {
  const files = readdirSync(corpus, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.xml'));
  let whole = 0;
  const unread: string[] = [];
  for (const file of files) {
    const { document } = parseXml(readFileSync(join(corpus, file), 'utf8'));
    const { message, problems } = readMessage(document);
    assert.ok(problems.every((problem) => problem.range.start <= problem.range.end));
    const { root } = document;
    const header = root?.local === 'SyncML' && child(root, 'SyncBody') !== undefined ? child(root, 'SyncHdr') : undefined;
    const essentials = ['SessionID', 'MsgID', 'Target', 'Source'];
    if (header === undefined || essentials.some((name) => !saysSomething(child(header, name)))) continue;
    whole++;
    if (message === undefined) unread.push(file);
    else assert.doesNotMatch(summarise(message), /\n/, file);
  }
  assert.ok(whole > 100, `${whole} whole messages among ${files.length} files`);
  assert.deepEqual(unread, []);
});
