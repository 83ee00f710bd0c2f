// A message, read from its document: tolerant in what it takes, with every deviation noted. [DM-REP 6]
import type { Problem } from '../base/problem';
import { attribute, type Element, type XmlDocument } from '../xml/element';
import { Children, note, type Reading } from './children';
import { given } from './given';
import type { Header, Message } from './message';
import { placeIn, readAddress, readCred, readMeta } from './readParts';
import { readCommand } from './readCommand';

/**
 * `message` is absent only where SyncML, SyncHdr, SyncBody or one of SessionID, MsgID, Target and Source is missing
 * or empty: nobody could answer. `maxNesting` limits how deep Sequence and Atomic may stand in each other.
 */
export function readMessage(
  document: XmlDocument,
  limits: { readonly maxNesting?: number } = {},
): { message?: Message; problems: Problem[] } {
  const reading: Reading = { problems: [], maxNesting: limits.maxNesting ?? 16 };
  const message = document.root === undefined ? undefined : readRoot(document.root, reading);
  if (document.root === undefined) {
    reading.problems.push({
      code: 'root-element',
      severity: 'error',
      message: 'There is no SyncML element.',
      range: { start: 0, end: 0 },
      clause: 'RepPro 6.2.1',
    });
  }
  return message === undefined ? { problems: reading.problems } : { message, problems: reading.problems };
}

function readRoot(root: Element, reading: Reading): Message | undefined {
  if (root.local !== 'SyncML') {
    note(reading, root, {
      code: 'root-element',
      severity: 'error',
      message: `The root of a message is SyncML, not ${root.local}.`,
      clause: 'RepPro 6.2.1',
    });
    return undefined;
  }
  checkNamespace(root, reading);
  const children = new Children(root, 'SyncML', reading);
  const head = children.one('SyncHdr');
  const body = children.one('SyncBody');
  const header = head === undefined ? undefined : readHeader(head, reading);
  if (body === undefined) return undefined;
  const content = new Children(body, 'SyncBody', reading);
  if (content.commands.length === 0) {
    note(reading, body, { code: 'body-empty', severity: 'warning', message: 'SyncBody holds no command.', clause: 'RepPro 6.2.3' });
  }
  const commands = content.commands.map((command) => readCommand(command, reading));
  return header === undefined ? undefined : { header, commands, final: content.flag('Final') === true };
}

// [RepPro 6.2.1]
function checkNamespace(root: Element, reading: Reading): void {
  const { namespace } = root;
  if (/^SYNCML:SYNCML1\.[12]$/.test(namespace)) return;
  const known = /^syncml:syncml1\.[12]$/i.test(namespace);
  note(reading, root, {
    code: namespace === '' ? 'namespace-missing' : 'namespace-unknown',
    severity: namespace === '' || known ? 'warning' : 'error',
    message:
      namespace === '' && attribute(root, 'xmlns') === undefined
        ? 'SyncML names no namespace; SYNCML:SYNCML1.2 is taken.'
        : `The namespace is SYNCML:SYNCML1.2, not "${namespace.slice(0, 80)}".`,
    clause: 'RepPro 6.2.1',
  });
}

function readHeader(of: Element, reading: Reading): Header | undefined {
  const children = new Children(of, 'SyncHdr', reading);
  const target = children.one('Target');
  const source = children.one('Source');
  const cred = children.one('Cred');
  const meta = children.one('Meta');
  const to = target === undefined ? {} : readAddress(target, reading);
  const from = source === undefined ? {} : readAddress(source, reading);
  const header = {
    verDtd: children.value('VerDTD') ?? '',
    verProto: children.value('VerProto') ?? '',
    sessionId: children.value('SessionID') ?? '',
    msgId: children.value('MsgID') ?? '',
    target: to.uri ?? '',
    targetName: to.name,
    source: from.uri ?? '',
    sourceName: from.name,
    respUri: children.value('RespURI'),
    noResp: children.flag('NoResp'),
    cred: cred === undefined ? undefined : readCred(cred, reading),
    meta: meta === undefined ? undefined : readMeta(meta, reading),
    other: children.kept,
    at: placeIn(of),
  };
  const complete = [header.sessionId, header.msgId, header.target, header.source].every((value) => value !== '');
  return complete ? given(header) : undefined;
}
