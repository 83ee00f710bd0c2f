// Rules of identifiers, Status and Results, where the examples in the table don't tell all.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clientMessage, fromClient, fromServer, packageOne, replacing, serverMessage, session, statusOfHeader } from '#engine/rules/examples';
import { codesIn, mended } from './codes';
import { lintExample } from './lintExample';

const item = '<Item><Target><LocURI>./DevInfo/Man</LocURI></Target></Item>';
const get = (id: string): string => `<Get><CmdID>${id}</CmdID>${item}</Get>`;
const answer = (parts: string, id = '2'): string => `<Status><CmdID>${id}</CmdID>${parts}</Status>`;
const to = (cmdRef: string, cmd: string, data: string): string => `<MsgRef>1</MsgRef><CmdRef>${cmdRef}</CmdRef><Cmd>${cmd}</Cmd><Data>${data}</Data>`;

test('a number that is taken is told at every command but the first, inside containers too [RepPro 6.1.4]', () => {
  const replace = (id: string, leaf: string): string => `<Replace><CmdID>${id}</CmdID><Item><Target><LocURI>./Vendor/${leaf}</LocURI></Target><Meta><Format xmlns="syncml:metinf">chr</Format></Meta><Data>1</Data></Item></Replace>`;
  const sequence = `<Sequence><CmdID>2</CmdID>${replace('2', 'A')}${replace(' 2 '.trim(), 'B')}</Sequence>`;
  const found = lintExample(fromServer(sequence));
  assert.deepEqual(found.map(({ code }) => code), ['cmdid-duplicate', 'cmdid-duplicate']);
  const [first] = found;
  assert.equal(first?.related?.length, 1);
  assert.deepEqual(codesIn(fromServer(sequence.replace('<CmdID>2</CmdID><Item><Target><LocURI>./Vendor/A', '<CmdID>3</CmdID><Item><Target><LocURI>./Vendor/A').replace('<CmdID>2</CmdID><Item><Target><LocURI>./Vendor/B', '<CmdID>1</CmdID><Item><Target><LocURI>./Vendor/B'))), ['cmdid-duplicate']);
});

test('what a template leaves to be filled in is neither twice the same nor no number', () => {
  assert.deepEqual(codesIn(fromServer(get('$CmdID$') + get('$CmdID$').replace('Man', 'Mod'))), []);
  assert.deepEqual(codesIn(fromServer(get('{id}'))), []);
  assert.deepEqual(codesIn(fromServer(get('1st'))), ['cmdid-not-numeric']);
});

test('every kind of zero is one, and the mend takes a number that no command has', () => {
  for (const zero of ['0', '000']) assert.ok(mended(fromServer(get(zero)))?.includes('<Get><CmdID>2</CmdID>'), zero);
});

test('a Status for the header may do without CmdRef; any other may not [RepPro 6.1.5]', () => {
  const severities = (message: Parameters<typeof lintExample>[0]): readonly string[] => lintExample(message).map(({ code, severity }) => `${code} ${severity}`);
  assert.deepEqual(severities(replacing(statusOfHeader, statusOfHeader.replace('<CmdRef>0</CmdRef>', ''), 'server')), ['status-cmdref-missing hint']);
  assert.deepEqual(severities(fromServer(answer('<MsgRef>1</MsgRef><Cmd>Replace</Cmd><Data>200</Data>'))), ['status-cmdref-missing warning']);
});

test('the header is answered with 0 and SyncHdr together [RepPro 6.4.1]', () => {
  const header = (cmdRef: string, cmd: string): readonly string[] => codesIn(replacing(statusOfHeader, answer(to(cmdRef, cmd, '200'), '1'), 'server'));
  assert.deepEqual(header('0', 'SyncHdr'), []);
  assert.deepEqual(header('1', 'SyncHdr'), ['status-synchdr-zero']);
  assert.deepEqual(header('0', 'Alert'), ['status-synchdr-zero']);
  assert.deepEqual(header('0', 'synchdr'), ['status-cmd-name']);
  assert.deepEqual(header('0', 'Header'), ['status-cmd-name']);
});

test('a Status for the header that comes late is moved before those of its message', () => {
  const early = answer(to('1', 'Alert', '200'));
  const example = replacing(statusOfHeader, `${early}\n${statusOfHeader}`, 'server');
  assert.ok(mended(example)?.includes(`${statusOfHeader}\n${early}`), mended(example));
  // Of another message nothing is said.
  assert.deepEqual(codesIn(replacing(statusOfHeader, `${early.replace('<MsgRef>1', '<MsgRef>7')}\n${statusOfHeader}`, 'server')), []);
});

test('codes are told as unknown, reserved or of another protocol, each once [RepPro 11]', () => {
  const code = (data: string, cmd = 'Replace'): readonly string[] => codesIn(fromClient(answer(to('2', cmd, data))));
  for (const good of ['200', '425', '517', '101']) assert.deepEqual(code(good, good === '517' ? 'Atomic' : 'Replace'), [], good);
  for (const unknown of ['299', '000', '600', '518']) assert.deepEqual(code(unknown), ['status-code-unknown'], unknown);
  for (const reserved of ['509', '515']) assert.deepEqual(code(reserved), ['status-code-reserved'], reserved);
  for (const other of ['207', '508', '428']) assert.deepEqual(code(other), ['status-code-ds-only'], other);
  for (const malformed of ['', 'OK', '20', '2000', '200;']) assert.deepEqual(code(malformed), ['status-data-numeric'], malformed);
  assert.deepEqual(code('213', 'Get'), ['status-code-command']);
  assert.deepEqual(code('213', 'Results'), []);
});

test('only a code that is known is kept of what stands around it', () => {
  const code = (data: string): string | undefined => mended(fromClient(answer(to('2', 'Replace', data))));
  assert.ok(code('404 Not found')?.includes('<Data>404</Data>'));
  assert.equal(code('299 What'), undefined);
  assert.equal(code('OK'), undefined);
});

test('a challenge is due with 401 and 407 for the header, and not for a command [DM-PRO 9.1]', () => {
  for (const code of ['401', '407']) assert.deepEqual(codesIn(replacing('<Data>200</Data>', `<Data>${code}</Data>`, 'server')), ['status-407-chal'], code);
  assert.deepEqual(codesIn(fromServer(answer(to('2', 'Replace', '407')))), []);
});

test('Results before their Status are told, also by the defaults of their references [DM-REP 6.6.12, RepPro 6.5.12]', () => {
  const results = '<Results><CmdID>3</CmdID><CmdRef>4</CmdRef><Item><Source><LocURI>./DevDetail/FwV</LocURI></Source><Data>1</Data></Item></Results>';
  const status = answer(to('4', 'Get', '200'));
  assert.deepEqual(codesIn(fromClient(results + status)), ['results-before-status']);
  assert.deepEqual(codesIn(fromClient(status + results)), []);
  assert.ok(mended(fromClient(`${results}\n${status}`))?.includes(`${status}\n${results}`));
});

test('a value that only looks like a word of Base64 is a text', () => {
  const results = (data: string): readonly string[] => codesIn(fromClient(`${answer(to('4', 'Get', '200'))}<Results><CmdID>3</CmdID><MsgRef>1</MsgRef><CmdRef>4</CmdRef><Item><Source><LocURI>./DevDetail/FwV</LocURI></Source><Data>${data}</Data></Item></Results>`));
  for (const text of ['AAEC', 'Supercalifragilisticexpialidocious', 'a/b/c', '1.0.3', '']) assert.deepEqual(results(text), [], text);
  assert.deepEqual(results('AAECAwQFBgcICQoLDA0ODw=='), ['results-meta-missing']);
});

test('one Status for several Items may name as many as there are [RepPro 6.4.1]', () => {
  const items = ['A', 'B'].map((leaf) => `<Item><Target><LocURI>./Vendor/${leaf}</LocURI></Target></Item>`).join('');
  const asking = `${statusOfHeader}${answer(to('1', 'Alert', '200'))}${answer(to('2', 'Replace', '200'), '3')}<Delete><CmdID>4</CmdID>${items}</Delete>`;
  const run = (...statuses: readonly string[]): readonly string[] =>
    codesIn(session(clientMessage(1, packageOne), serverMessage(1, asking), clientMessage(2, statusOfHeader + statuses.join('')), serverMessage(2, statusOfHeader.replace('<MsgRef>1', '<MsgRef>2'))));
  const one = (refs: string, id = '2'): string => answer(`<MsgRef>1</MsgRef><CmdRef>4</CmdRef><Cmd>Delete</Cmd>${refs}<Data>200</Data>`, id);
  const [a, b] = ['<TargetRef>./Vendor/A</TargetRef>', '<TargetRef>./Vendor/B</TargetRef>'] as const;
  assert.deepEqual(run(one('')), []);
  assert.deepEqual(run(one(a)), ['ref-single-status-multi-item']);
  assert.deepEqual(run(one(a + b)), []);
  assert.deepEqual(run(one(a), one(b, '3')), []);
});
