// Session rules where their two examples don't reach: what must not be told, and how messages are put together.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { clientMessage, packageOne, serverMessage } from '#engine/rules/examples';
import { lint } from '#engine/rules/lint';
import { lintSession } from '#engine/rules/lintSession';
import { answering, chal, challenge, closing, cred, get, headerStatus, named, nonces, opening, replace, results, status, targetRef, unfinished } from '#engine/rules/session/exampleParts';
import { sessionRules } from '#engine/rules/session/rules';
import type { SessionLog } from '#engine/rules/sessionFacts';
import { readSessionLog } from '#engine/rules/sessionLog';
import type { Profile } from '#engine/rules/settings';
import { applyEdits } from '#engine/xml/edit';
import { subjectIn } from './lintExample';

const man = './DevInfo/Man';
const next = (cmdId: number): string => `<Alert><CmdID>${cmdId}</CmdID><Data>1222</Data></Alert>`;
const abort = (cmdId: number): string => `<Alert><CmdID>${cmdId}</CmdID><Data>1223</Data></Alert>`;
const asks = answering(get(4, man));
const tells = clientMessage(2, `${headerStatus(1)}\n${status(2, '1/4 Get', 200, { refs: targetRef(man) })}\n${results(3, '1/4', man, 'Example')}`);
const whole = [opening, asks, tells, closing(2)] as const;

function logOf(messages: readonly string[]): SessionLog {
  return readSessionLog(
    messages.map((text, at) => ({ uri: `memory:/${at}.syncml`, text })),
    (text, uri) => subjectIn(text, 'message', uri),
  ).log;
}

function thrown(_rule: unknown, error: unknown): never {
  throw error;
}

/** What the rules of this group tell: `3 s-msgid-order`, counted from 1, as messages are. */
function told(messages: readonly string[], profile: Profile = 'lenient'): readonly string[] {
  return lintSession(logOf(messages), { profile }, thrown).flatMap((findings, at) => findings.flatMap(({ code }) => (code.startsWith('s-') ? [`${at + 1} ${code}`] : [])));
}

test('a session from its first message to its last is in order', () => {
  assert.deepEqual(told(whole), []);
});

test('a log that ends anywhere is no mistake, and neither is one that begins in the middle', () => {
  for (let end = 0; end < whole.length; end++) assert.deepEqual(told(whole.slice(0, end)), [], `the first ${end}`);
  assert.deepEqual(told(whole.slice(2)), []);
  assert.deepEqual(told(whole.slice(1)), []);
});

test('a message that is sent again as it was counts once [RepPro 6.1.12]', () => {
  assert.deepEqual(told([opening, opening, asks, asks, tells, closing(2)]), []);
  const other = tells.replace('>Example<', '>Other<');
  assert.deepEqual(told([opening, asks, tells, other]), ['4 s-msgid-order']);
});

test('a gap, a step back and a count that begins late are told; what is no number is left to the header [RepPro 6.1.12]', () => {
  assert.deepEqual(told([opening, asks, tells.replace('<MsgID>2<', '<MsgID>4<')]), ['3 s-msgid-order']);
  assert.deepEqual(told([opening.replace('<MsgID>1<', '<MsgID>2<')]), ['1 s-msgid-order']);
  assert.deepEqual(told([opening, asks.replace('<MsgID>1<', '<MsgID>x<')]), []);
});

test('devices that give all their sessions one SessionID begin a new one with package #1', () => {
  assert.deepEqual(told([...whole, opening.replace('>en<', '>de<'), asks, tells.replace('>Example<', '>Other<')]), []);
});

test('sessions of two devices are kept apart, however their messages are mixed', () => {
  const other = (message: string): string => message.replaceAll('IMEI:493005100592800', 'IMEI:490154203237518').replace('>1A<', '>7<');
  const mixed = whole.flatMap((message) => [message, other(message)]);
  assert.deepEqual(told(mixed), []);
  assert.deepEqual(told(mixed.map((message, at) => (at === 5 ? message.replace('<CmdRef>4</CmdRef><Cmd>Get', '<CmdRef>4</CmdRef><Cmd>Exec') : message))), ['6 s-cmd-mismatch']);
});

test('templates in a folder, all of one side, are no session', () => {
  assert.deepEqual(told([serverMessage(1, `${headerStatus(1)}${get(2, man)}`), serverMessage(9, `${headerStatus(3)}${get(2, man)}`, '').replace('>1A<', '>2B<')]), []);
});

test('who has changed an address is told once, and a RespURI may take its place [DM-PRO 8, RepPro 6.1.17]', () => {
  const moved = (message: string): string => message.replaceAll('http://dm.example.com/dm', 'http://dm.example.com/other');
  assert.deepEqual(told([opening, moved(asks), tells, moved(closing(2))]), ['2 s-target-swap']);
  const asking = asks.replace('</Source>', '</Source><RespURI>http://dm.example.com/other</RespURI>');
  assert.deepEqual(told([opening, asking, tells.replace('<Target><LocURI>http://dm.example.com/dm<', '<Target><LocURI>http://dm.example.com/other<'), closing(2)]), []);
});

test('a server that answers the header alone is told once, under the first command; Windows takes it [RepPro 6.4.1]', () => {
  const silent = serverMessage(1, headerStatus(1));
  assert.deepEqual(told([opening, silent]), ['1 s-status-missing']);
  const [findings = []] = lintSession(logOf([opening, silent]), { profile: 'windows' }, thrown);
  assert.deepEqual(
    findings.map(({ severity, message }) => `${severity}: ${message}`),
    ['warning: None of the 2 commands of this message is ever answered: no Status has their CmdIDs.'],
  );
});

test('a command with several Items may have a Status for each, and Results of each [RepPro 6.4.1]', () => {
  const mod = './DevInfo/Mod';
  const both = answering(get(4, man, mod));
  const each = `${status(2, '1/4 Get', 200, { refs: targetRef(man) })}\n${status(3, '1/4 Get', 404, { refs: targetRef(mod) })}`;
  assert.deepEqual(told([opening, both, clientMessage(2, `${headerStatus(1)}\n${each}\n${results(4, '1/4', man, 'Example')}`)]), []);
  assert.deepEqual(told([opening, both, clientMessage(2, `${headerStatus(1)}\n${status(2, '1/4 Get', 200)}\n${results(4, '1/4', man, 'Example')}`)]), ['3 s-results-missing']);
});

test('Results of a list bring the nodes below; Results in a later message are no less there [DM-PRO 8.5]', () => {
  const list = answering(get(4, './DevInfo?list=StructData'));
  assert.deepEqual(told([opening, list, clientMessage(2, `${headerStatus(1)}\n${status(2, '1/4 Get', 200)}\n${results(3, '1/4', man, 'Example')}`)]), []);
  const first = unfinished(clientMessage(2, `${headerStatus(1)}\n${status(2, '1/4 Get', 200, { refs: targetRef(man) })}\n${next(3)}`));
  const goOn = unfinished(serverMessage(2, `${headerStatus(2)}\n${status(2, '2/3 Alert', 200)}\n${next(3)}`));
  const rest = clientMessage(3, `${headerStatus(2)}\n${status(2, '2/3 Alert', 200)}\n${results(3, '1/4', man, 'Example')}`);
  assert.deepEqual(told([opening, asks, first, goOn, rest]), []);
});

test('the Status of a container may come when all in it is done [RepPro 6.4.1]', () => {
  const sequence = answering(`<Sequence><CmdID>4</CmdID>${replace(5, './A/B', '1')}${get(6, man)}</Sequence>`);
  const late = [status(2, '1/5 Replace', 200, { refs: targetRef('./A/B') }), status(3, '1/6 Get', 200, { refs: targetRef(man) }), status(4, '1/4 Sequence', 200)].join('\n');
  assert.deepEqual(told([opening, sequence, clientMessage(2, `${headerStatus(1)}\n${late}\n${results(5, '1/6', man, 'Example')}`)]), []);
});

test('what stands in a refused Atomic needs no answers of its own [DM-REP 6.6.3]', () => {
  const atomic = answering(`<Atomic><CmdID>4</CmdID>${replace(5, './A/B', '1')}${replace(6, './A/C', '1')}</Atomic>`);
  assert.deepEqual(told([opening, atomic, clientMessage(2, `${headerStatus(1)}\n${status(2, '1/4 Atomic', 406)}`)]), []);
});

test('a client that breaks the session off needs no answer to its alert beyond the Status [DM-PRO 8.1]', () => {
  const breaks = clientMessage(2, `${headerStatus(1)}\n${status(2, '1/4 Get', 404, { refs: targetRef(man) })}\n${abort(3)}`);
  assert.deepEqual(told([opening, asks, breaks, serverMessage(2, `${headerStatus(2)}\n${status(2, '2/3 Alert', 200)}`)]), []);
  assert.deepEqual(told([opening, answering(abort(4))]), []);
});

test('an end that a side challenged is no end [DM-PRO 9]', () => {
  const asksServer = named(clientMessage(2, `${headerStatus(1, 407, chal(nonces[1]))}\n${status(2, '1/4 Get', 407, { refs: targetRef(man) })}`));
  const shows = named(serverMessage(2, `${headerStatus(2)}\n${get(2, man)}`, cred()), 'dm.example.com');
  const answers = clientMessage(3, `${headerStatus(2, 212, chal(nonces[2]))}\n${status(2, '2/2 Get', 200, { refs: targetRef(man) })}\n${results(3, '2/2', man, 'Example')}`);
  assert.deepEqual(told([opening, asks, asksServer, shows, answers, closing(3)]), []);
});

test('a client that doesn\'t know the challenge says 406 to its Status [RepPro 6.4.1]', () => {
  const refuses = clientMessage(2, `${headerStatus(1)}\n${status(2, '1/1 Status', 406)}`);
  assert.ok(!told([opening, challenge, refuses]).includes('3 s-auth-no-retry'));
});

test('credentials that were taken for the session needn\'t come again [DM-PRO 9.1]', () => {
  const signed = named(clientMessage(1, packageOne, cred()));
  const taken = asks.replace(headerStatus(1), headerStatus(1, 212, chal(nonces[1])));
  assert.deepEqual(told([signed, taken, tells, closing(2)]), []);
});

test('the nonce of one session is for the next, of the same device [DM-SEC 5.3]', async () => {
  const { nodeHasher } = await import('#server/node/nodeHasher');
  const first = [named(clientMessage(1, packageOne, cred())), answering('').replace(headerStatus(1), headerStatus(1, 212, chal(nonces[1])))];
  const second = (digest: string): string => named(clientMessage(1, packageOne, cred('md5', digest))).replace('>1A<', '>1B<');
  const log = (digest: string): SessionLog => ({ ...logOf([...first, second(digest)]), secrets: { hasher: nodeHasher, of: () => ({ name: 'device-user', secret: 'device-pass' }) } });
  const codes = (digest: string): readonly string[] => lintSession(log(digest), {}, thrown).flatMap((findings) => findings.map(({ code }) => code));
  assert.deepEqual(codes('WDYdJ4pZGJdqO2pClBuwMw=='), []);
  assert.deepEqual(codes('yTmS+pu6VJgdQrSgqfv6Mg=='), ['s-auth-nonce']);
});

const chunk = (cmdId: number, data: string, more: boolean, size?: number, format = 'chr'): string =>
  `<Replace><CmdID>${cmdId}</CmdID><Item><Target><LocURI>./A/B</LocURI></Target><Meta><Format xmlns="syncml:metinf">${format}</Format><Type xmlns="syncml:metinf">text/plain</Type>${size === undefined ? '' : `<Size xmlns="syncml:metinf">${size}</Size>`}</Meta><Data>${data}</Data>${more ? '<MoreData/>' : ''}</Item></Replace>`;
const took = (msgId: number, ref: string, code = 213): string => unfinished(clientMessage(msgId, `${headerStatus(msgId - 1)}\n${status(2, `${ref} Replace`, code, { refs: targetRef('./A/B') })}\n${next(3)}`));
const sent = (msgId: number, command: string, last = false): string => (last ? (text: string) => text : unfinished)(serverMessage(msgId, `${headerStatus(msgId)}\n${status(2, `${msgId}/3 Alert`, 200)}\n${command}`));

test('an object in three chunks is in order, its Size counted as base64 or as the octets behind it [DM-PRO 7]', () => {
  for (const size of [12, 9]) {
    const messages = [opening, unfinished(answering(chunk(4, 'QUFB', true, size, 'b64'))), took(2, '1/4'), sent(2, chunk(3, 'QUFB', true, undefined, 'b64')), took(3, '2/3'), sent(3, chunk(3, 'QUFB', false, undefined, 'b64'), true)];
    assert.deepEqual(told(messages), [], `Size ${size}`);
  }
});

test('after a chunk is refused, or the session is broken off, nothing more of the object is awaited [DM-PRO 7, 8.1]', () => {
  const begun = [opening, unfinished(answering(chunk(4, 'firmware ', true, 14)))];
  assert.deepEqual(told([...begun, took(2, '1/4', 413), sent(2, get(3, man), true)]), []);
  assert.deepEqual(told([...begun, took(2, '1/4'), sent(2, abort(3), true)]), []);
});

test('a chunk that comes late is told once, as what came between; its Size is not missed twice [DM-PRO 7]', () => {
  const begun = [opening, unfinished(answering(chunk(4, 'firmware ', true, 14))), took(2, '1/4'), unfinished(sent(2, replace(3, './C', '1')))];
  const late = [unfinished(clientMessage(3, `${headerStatus(2)}\n${status(2, '2/3 Replace', 200, { refs: targetRef('./C') })}\n${next(3)}`)), sent(3, chunk(3, '1.1.0', false), true)];
  assert.deepEqual(told([...begun, ...late]).map((line) => line.slice(2)), ['s-lrg-target-change']);
});

test('a "no" in front of commands that stand in the body by themselves forbids nothing [DM-PRO 10.2.2]', () => {
  const question = '<Alert><CmdID>4</CmdID><Data>1101</Data><Item></Item><Item><Data>Update now?</Data></Item></Alert>';
  const decided = clientMessage(2, `${headerStatus(1)}\n${status(2, '1/4 Alert', 304)}\n${status(3, '1/5 Replace', 200, { refs: targetRef('./A/B') })}`);
  assert.deepEqual(told([opening, answering(`${question}\n${replace(5, './A/B', '1')}`), decided]), []);
});

test('a message of 30,000 commands, each answered, takes time in proportion', () => {
  const each = (write: (n: number) => string): string => Array.from({ length: 30_000 }, (_, n) => write(n + 4)).join('');
  const many = answering(each((n) => get(n, `./A/${n}`)));
  const answers = clientMessage(2, headerStatus(1) + each((n) => status(n, `1/${n} Get`, 404, { refs: targetRef(`./A/${n}`) })));
  const log = logOf([opening, many, answers]);
  const begun = performance.now();
  assert.deepEqual(lintSession(log, {}, thrown).flat(), []);
  const took = performance.now() - begun;
  // Every command against every answer would take a minute.
  assert.ok(took < 8000, `${took} ms`);
});

for (const { id, fix, breaks } of sessionRules) {
  if (fix === undefined) continue;
  test(`the mend of ${id} leaves nothing of it`, () => {
    const messages = breaks.documents.map(({ text = '' }) => text);
    const log = logOf(messages);
    const found = lintSession(log, {}, thrown);
    const at = found.findIndex((findings) => findings.length > 0);
    const [finding] = found[at] ?? [];
    const subject = log.messages[at]?.subject;
    assert.ok(finding !== undefined && subject !== undefined);
    const mend = fix(finding, subject);
    assert.ok(mend, 'there is a mend');
    const mended = messages.map((text, index) => (index === at ? applyEdits(text, mend.edits) : text));
    // What answered the mistake may now be one itself.
    assert.deepEqual(told(mended).filter((line) => line.endsWith(` ${id}`) || line.startsWith(`${at + 1} `)), [], mended[at]);
    assert.deepEqual(lint(logOf(mended).messages[at]?.subject ?? subject, {}, thrown), [], mended[at]);
  });
}

test('no rule throws, whichever messages are lost, swapped or repeated', () => {
  const pool = sessionRules.flatMap(({ breaks }) => breaks.documents.map(({ text = '' }) => text));
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pool), { maxLength: 12 }), fc.array(fc.tuple(fc.nat(11), fc.nat(2000), fc.nat(60)), { maxLength: 3 }), (messages, cuts) => {
      const broken = messages.map((text, at) => cuts.reduce((all, [of, from, length]) => (of === at ? all.slice(0, from) + all.slice(from + length) : all), text));
      const findings = lintSession(logOf(broken), {}, thrown);
      for (const [at, found] of findings.entries()) for (const { range } of found) assert.ok(range.start <= range.end && range.end <= (logOf(broken).messages[at]?.subject.text.length ?? 0));
    }),
    { numRuns: 60 },
  );
});
