// `fumo convert`, as it is called.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { after, test } from 'node:test';
import { carryOut } from '#server/cli/commands';
import { convert, formOf } from '#server/cli/conversion';
import { fumo, terminalInMemory } from './terminalInMemory';

const directory = mkdtempSync(join(tmpdir(), 'fumo-convert-'));
after(() => rmSync(directory, { recursive: true, force: true }));

const xml = '<SyncML xmlns="SYNCML:SYNCML1.2"><SyncBody><Get><CmdID>1</CmdID></Get><Final/></SyncBody></SyncML>';
const octets = '02 A4 01 6A 00 6D 6B 53 4B 03 31 00 01 01 12 01 01';
const listing = `0000: 02                                              ; VERSION WBXML 1.2
0001: A4 01                                           ; PUBLICID 0x1201, SyncML 1.2
0003: 6A                                              ; CHARSET utf-8
0004: 00                                              ; STRTBL 0 octets
0005: 6D                                              ; TAG <SyncML>
0006: 6B                                              ;   TAG <SyncBody>
0007: 53                                              ;     TAG <Get>
0008: 4B                                              ;       TAG <CmdID>
0009: 03 31 00                                        ;         STR_I "1"
000C: 01                                              ;       END </CmdID>
000D: 01                                              ;     END </Get>
000E: 12                                              ;     TAG <Final/>
000F: 01                                              ;   END </SyncBody>
0010: 01                                              ; END </SyncML>
`;

function file(name: string, content: string | Uint8Array): string {
  writeFileSync(join(directory, name), content);
  return name;
}

function bytesOf(hex: string): Buffer {
  return Buffer.from(hex.replace(/\s/g, ''), 'hex');
}

function call(...words: string[]): ReturnType<typeof fumo> {
  return fumo(['convert', ...words], { directory });
}

const forms = [
  ['xml', file('get.xml', xml), Buffer.from(xml)],
  ['wbxml', file('get.wbxml', bytesOf(octets)), bytesOf(octets)],
  ['hex', file('get.hex', listing), Buffer.from(listing)],
] as const;

for (const [from, name] of forms) {
  for (const [to, , expected] of forms) {
    test(`${from} becomes ${to}`, async () => {
      const { code, err } = await call(name, '--to', to, '-o', 'out', '--compact');
      assert.deepEqual([code, err], [0, '']);
      assert.deepEqual(readFileSync(join(directory, 'out')), expected);
    });
  }
}

test('without --to, XML becomes WBXML and WBXML becomes XML, laid out; from standard input to standard output', async () => {
  const { terminal, out } = terminalInMemory();
  const stdin = new PassThrough();
  stdin.end(bytesOf(octets));
  assert.equal(await carryOut(['convert'], { ...terminal, stdin }), 0);
  assert.equal(out(), '<SyncML xmlns="SYNCML:SYNCML1.2">\n  <SyncBody>\n    <Get>\n      <CmdID>1</CmdID>\n    </Get>\n    <Final/>\n  </SyncBody>\n</SyncML>\n');
  await call('get.xml', '-o', 'default');
  assert.deepEqual(readFileSync(join(directory, 'default')), bytesOf(octets));
});

test('layout in XML doesn\'t go into WBXML', async () => {
  const { out } = await call('get.wbxml');
  file('laidOut.xml', out);
  await call('laidOut.xml', '-o', 'packed');
  assert.deepEqual(readFileSync(join(directory, 'packed')), bytesOf(octets));
});

test('the way of writing WBXML can be chosen, from WBXML too', async () => {
  const { out } = await call('get.wbxml', '--to', 'hex', '--wbxml-version', '1.3', '--public-id', 'string-table');
  assert.match(out, /^0000: 03 .*VERSION WBXML 1\.3\n0001: 00 00 .*SyncML 1\.2\n0003: 6A.*\n0004: 1D .*29 octets\n/);
  const twice = file('twice.xml', xml.replace('</Get>', '</Get><Get><CmdID>12345</CmdID></Get><Get><CmdID>12345</CmdID></Get>'));
  assert.match((await call(twice, '--to', 'hex', '--string-table')).out, /STR_T "12345", at 0/);
});

test('what can\'t be carried over is told, with its place', async () => {
  const { code, err } = await call(file('rich.xml', xml.replace('<Final/>', '\n<!-- so far -->\n<v:More xmlns:v="urn:v" a="1"/><?go now?>')), '-o', 'rich.wbxml');
  assert.equal(code, 0);
  assert.deepEqual(err.trim().split('\n').map((line) => line.split(' ').slice(0, 3).join(' ')), [
    'rich.xml:2:1 information wbxml-left-out',
    'rich.xml:3:2 information wbxml-literal',
    'rich.xml:3:2 warning wbxml-attribute',
    'rich.xml:3:32 information wbxml-left-out',
  ]);
  assert.match((await call('rich.wbxml', '--compact')).out, /<v:More xmlns:v="urn:v" a="1"\/>/);
});

test('octets come through XML unchanged, and are no base64 that anybody sent', async () => {
  const bin = '02 A4 01 6A 00 54 5A 00 01 47 03 62 69 6E 00 01 01 00 00 4F C3 03 00 0D FF 01 01';
  const { out } = await call(file('bin.wbxml', bytesOf(bin)));
  assert.match(out, /<Data><\?wbxml opaque base64\?>AA3\/<\/Data>/);
  await call(file('bin.xml', out), '-o', 'bin2.wbxml');
  assert.deepEqual(readFileSync(join(directory, 'bin2.wbxml')), bytesOf(bin));
});

test('XML that is wrong isn\'t converted; WBXML that is wrong is, as far as it goes: exit code 1 for both', async () => {
  const broken = await call(file('broken.xml', '<SyncML><SyncBody></SyncML>'));
  assert.deepEqual([broken.code, broken.out], [1, '']);
  assert.match(broken.err, /^broken\.xml:1:\d+ error /);
  const short = await call(file('short.wbxml', bytesOf(octets).subarray(0, 11)), '--compact');
  assert.equal(short.code, 1);
  assert.match(short.out, /<CmdID>1<\/CmdID>/);
  assert.match(short.err, /^short\.wbxml:0x9 error wbxml-string-unterminated /);
});

const notification = '07 C9 4C 56 62 B6 88 92 FD 9B FC 5A 89 BA E0 17 02 F8 00 00 00 00 AB 0E 64 6D 2E 65 78 61 6D 70 6C 65 2E 63 6F 6D';

test('a notification is shown, bare and within a push, and as what it isn\'t not at all [DM-NOTI 6.2]', async () => {
  const shown = await call(file('n.bin', bytesOf(notification)));
  assert.equal(shown.code, 0);
  assert.match(shown.out, /DIGEST .*\n.*TRIGGER version 1\.1, ui-mode user-interaction, initiator server\n.*SESSION SessionID AB\n.*LENGTH 14 .*\n.*SERVER "dm\.example\.com"\n$/);
  assert.match((await call(file('push.bin', bytesOf(`01 06 03 C4 AF 87 ${notification}`)))).out, /^0000: 01 06 03 C4 AF 87 .*HEADERS WSP push\n/);
  assert.match((await call(file('n.hex', shown.out), '--to', 'hex')).out, /SERVER "dm\.example\.com"/);
  const other = await call(file('n12.bin', bytesOf(notification.replace('02 F8', '03 18'))));
  assert.equal(other.code, 1);
  assert.match(other.err, /notification-version/);
  assert.match(other.out, /TRIGGER version 1\.2/);
  const refused = await call('n.bin', '--to', 'xml');
  assert.deepEqual([refused.code, refused.out], [1, '']);
});

const bare = bytesOf(notification);
const inPush = bytesOf(`01 06 03 C4 AF 87 ${notification}`);
const inSms = bytesOf(`06 05 04 0B 84 C0 02 01 06 03 C4 AF 87 ${notification}`);

test('a notification goes from each of its forms to each, its headers kept [DM-NOTI 6.2, 7.1]', async () => {
  for (const octets of [bare, inPush, inSms]) {
    const listing = (await call(file('form.bin', octets))).out;
    const plain = `${octets.toString('hex').toUpperCase().replace(/..(?=.)/g, '$& ')}\n`;
    const written = { notification: octets, hex: Buffer.from(listing), 'plain-hex': Buffer.from(plain), base64: Buffer.from(`${octets.toString('base64')}\n`) };
    for (const content of Object.values(written)) {
      for (const [to, expected] of Object.entries(written)) {
        const { code, err } = await call(file('form', content), '--to', to, '-o', 'form.out');
        assert.deepEqual([code, err], [0, '']);
        assert.deepEqual(readFileSync(join(directory, 'form.out')), expected);
      }
    }
  }
});

test('headers are put before a notification, exchanged and taken off', async () => {
  for (const content of [bare, inPush, inSms]) {
    for (const [wrap, expected] of [['none', bare], ['push', inPush], ['sms', inSms]] as const) {
      assert.equal((await call(file('wrapped.bin', content), '--to', 'notification', '--wrap', wrap, '-o', 'wrapped.out')).code, 0);
      assert.deepEqual(readFileSync(join(directory, 'wrapped.out')), expected);
    }
  }
  assert.match((await call('n.bin', '--wrap', 'sms')).out, /^0000: 06 05 04 0B 84 C0 02 .*; UDH .*\n0007: 01 06 03 C4 AF 87 .*; HEADERS WSP push\n000D: .*DIGEST/);
});

test('WBXML is read from a text of its octets, and written as one', async () => {
  const base64 = bytesOf(octets).toString('base64');
  for (const content of [octets, octets.replaceAll(' ', ''), octets.replaceAll(' ', ':'), `0x${octets.replaceAll(' ', ', 0x')}`, base64]) {
    const { code, out, err } = await call(file('wbxml.txt', content), '--compact');
    assert.deepEqual([code, out, err], [0, xml, ''], content);
  }
  assert.equal((await call('get.xml', '--to', 'base64')).out, `${base64}\n`);
  assert.equal((await call('get.wbxml', '--to', 'plain-hex')).out, `${octets}\n`);
  assert.equal((await call(file('xml.txt', Buffer.from(xml).toString('hex')), '--to', 'plain-hex')).out, `${octets}\n`);
});

test('a document doesn\'t become a notification', async () => {
  for (const name of ['get.xml', 'get.wbxml', 'get.hex']) {
    const { code, out, err } = await call(name, '--to', 'notification');
    assert.deepEqual([code, out], [1, '']);
    assert.match(err, /convert-notification/);
  }
});

test('calls that make no sense end with exit code 2, what can\'t be recognised or written with 1', async () => {
  for (const words of [['a', 'b'], ['--to', 'pdf', 'get.xml'], ['--public-id', 'x', 'get.xml'], ['--wrap', 'box', 'n.bin'], ['missing.xml'], ['--nothing']]) assert.equal((await call(...words)).code, 2, words.join(' '));
  const unknown = await call(file('what', 'neither'));
  assert.deepEqual([unknown.code, unknown.err.split(':')[0]], [1, 'unknown-form']);
  const nowhere = await call('get.xml', '-o', join('no', 'folder'));
  assert.deepEqual([nowhere.code, nowhere.err.split(':')[0]], [1, 'file-not-writable']);
});

test('content tells the form, whatever the file is called', () => {
  assert.equal(formOf(Buffer.from('\ufeff <a/>')), 'xml');
  assert.equal(formOf(Buffer.from('\ufeff<a/>', 'utf16le')), 'xml');
  assert.equal(formOf(Buffer.from('02a4016a002d')), 'hex');
  assert.equal(formOf(bytesOf('02 0B 6A 00 45 01')), 'wbxml');
  assert.equal(formOf(bytesOf(notification)), 'notification');
  assert.equal(formOf(Buffer.from(bytesOf(notification).toString('base64'))), 'base64');
  assert.equal(formOf(Buffer.from('base')), undefined);
  assert.equal(formOf(new Uint8Array()), undefined);
  assert.equal(convert(Buffer.from('zz'), { from: 'hex' }), undefined);
});
