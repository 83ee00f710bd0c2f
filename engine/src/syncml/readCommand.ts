// One command of a message, read. [DM-REP 6.6]
import type { Element } from '../xml/element';
import { Children, note, readValue, type Reading } from './children';
import { commandsNotInDm, contentModel } from './contentModels';
import { given } from './given';
import type { Alert, Change, Command, Container, Cred, Exec, Get, Item, Meta, OtherCommand, Results, Status } from './message';
import { placeIn, readChal, readCred, readItem, readMeta } from './readParts';

/** `nesting` counts the containers around it. */
export function readCommand(of: Element, reading: Reading, nesting = 0): Command {
  switch (of.local) {
    case 'Alert':
      return readAlert(of, reading);
    case 'Exec':
      return readExec(of, reading);
    case 'Get':
    case 'Add':
    case 'Copy':
    case 'Delete':
    case 'Replace':
      return readItemCommand(of, of.local, reading);
    case 'Status':
      return readStatus(of, reading, nesting);
    case 'Results':
      return readResults(of, reading, nesting);
    case 'Sequence':
    case 'Atomic':
      return nesting < reading.maxNesting ? readContainer(of, of.local, reading, nesting) : tooDeep(of, reading);
    default:
      return readOther(of, reading);
  }
}

function common(children: Children, of: Element, reading: Reading) {
  const meta = children.one('Meta');
  const cred = children.one('Cred');
  if (cred !== undefined) {
    note(reading, cred, {
      code: 'cred-in-command',
      severity: 'error',
      message: 'Credentials stand in the header only.',
      clause: 'DM-REP 6.1.6',
    });
  }
  return {
    cmdId: children.value('CmdID') ?? '',
    noResp: children.flag('NoResp'),
    cred: cred === undefined ? undefined : readCred(cred, reading),
    meta: meta === undefined ? undefined : readMeta(meta, reading),
    at: placeIn(of),
    other: children.kept,
  } satisfies { cmdId: string; noResp: true | undefined; cred: Cred | undefined; meta: Meta | undefined; at: unknown; other: unknown };
}

function items(children: Children, reading: Reading): readonly Item[] {
  return children.all('Item').map((item) => readItem(item, reading));
}

function readAlert(of: Element, reading: Reading): Alert {
  const children = new Children(of, 'Alert', reading);
  return given({
    name: 'Alert' as const,
    ...common(children, of, reading),
    data: children.value('Data'),
    correlator: children.value('Correlator'),
    items: items(children, reading),
  });
}

function readExec(of: Element, reading: Reading): Exec {
  const children = new Children(of, 'Exec', reading);
  return given({
    name: 'Exec' as const,
    ...common(children, of, reading),
    correlator: children.value('Correlator'),
    items: items(children, reading),
  });
}

function readItemCommand(of: Element, name: (Get | Change)['name'], reading: Reading): Get | Change {
  const children = new Children(of, name, reading);
  return given({ name, ...common(children, of, reading), items: items(children, reading) });
}

function readStatus(of: Element, reading: Reading, nesting: number): Status {
  const children = new Children(of, 'Status', reading);
  refuseInContainer(of, reading, nesting);
  const chal = children.one('Chal');
  const cmd = children.value('Cmd') ?? '';
  return given({
    name: 'Status' as const,
    ...common(children, of, reading),
    msgRef: children.value('MsgRef') ?? '',
    // [RepPro 6.1.5] May be missing where the header is answered.
    cmdRef: children.value('CmdRef') ?? (cmd === 'SyncHdr' ? '0' : ''),
    cmd,
    targetRefs: children.all('TargetRef').map((ref) => readValue(ref, reading)),
    sourceRefs: children.all('SourceRef').map((ref) => readValue(ref, reading)),
    chal: chal === undefined ? undefined : readChal(chal, reading),
    data: children.value('Data') ?? '',
    items: items(children, reading),
  });
}

function readResults(of: Element, reading: Reading, nesting: number): Results {
  const children = new Children(of, 'Results', reading);
  refuseInContainer(of, reading, nesting);
  return given({
    name: 'Results' as const,
    ...common(children, of, reading),
    msgRef: children.value('MsgRef'),
    // [RepPro 6.5.12] A missing CmdRef means the first command.
    cmdRef: children.value('CmdRef') ?? '1',
    targetRef: children.value('TargetRef'),
    sourceRef: children.value('SourceRef'),
    items: items(children, reading),
  });
}

function readContainer(of: Element, name: Container['name'], reading: Reading, nesting: number): Container {
  const children = new Children(of, name, reading);
  for (const inner of name === 'Sequence' ? children.commands : []) {
    if (inner.local !== 'Sequence') continue;
    note(reading, inner, { code: 'sequence-nested', severity: 'error', message: 'A Sequence may not stand in another.', clause: 'DM-REP 6.6.14' });
  }
  return given({
    name,
    ...common(children, of, reading),
    commands: children.commands.map((command) => readCommand(command, reading, nesting + 1)),
  });
}

function readOther(of: Element, reading: Reading): OtherCommand {
  const known = commandsNotInDm.has(of.local);
  note(reading, of, {
    code: known ? 'command-not-in-dm' : 'unknown-element',
    severity: 'error',
    message: known ? `${of.local} is a command of data synchronisation, not of device management.` : `${of.local} isn't a command.`,
    clause: 'DM-REP 6.6',
  });
  return asOther(of, reading);
}

function tooDeep(of: Element, reading: Reading): OtherCommand {
  note(reading, of, {
    code: 'nesting-limit',
    severity: 'error',
    message: `${of.local} stands in more than ${reading.maxNesting} others; it isn't read.`,
    clause: contentModel(of.local === 'Atomic' ? 'Atomic' : 'Sequence').clause,
  });
  return asOther(of, reading);
}

function asOther(of: Element, reading: Reading): OtherCommand {
  const id = of.children.find((node): node is Element => node.kind === 'element' && node.local === 'CmdID');
  return given({ name: 'other' as const, cmdId: id === undefined ? '' : readValue(id, reading), element: of, at: placeIn(of) });
}

function refuseInContainer(of: Element, reading: Reading, nesting: number): void {
  if (nesting === 0) return;
  note(reading, of, {
    code: 'status-in-container',
    severity: 'error',
    message: `${of.local} stands directly in SyncBody.`,
    clause: 'RepPro 6.5.14',
  });
}
