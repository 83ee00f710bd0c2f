// A message, written as the element tree that goes out: in the order of the RepPro 1.2 DTD, whatever order the parts
// came in. [DM-REP 6]
import { element, nowhere, text, withChildren, type Element, type XmlNode } from '../xml/element';
import { commandPlace, placeOf, type ModelName } from './contentModels';
import type { Command, Cred, Data, Header, Item, Message, Meta } from './message';

const metinf = 'syncml:metinf';

/**
 * The SyncML element. Character data becomes a text, octets an opaque node, mark-up stays as it is; in XML the octets
 * must have been made base64 before. Every child of Meta is in the namespace `syncml:metinf`. [RepPro 5.4]
 * `commands`: the elements of its commands, where they have been made already.
 */
export function writeMessage(message: Message, commands?: readonly Element[]): Element {
  // [RepPro 6.2.1] The namespace says the version that VerDTD says.
  const write = new Writer(message.header.verDtd === '1.1' ? 'SYNCML:SYNCML1.1' : 'SYNCML:SYNCML1.2');
  return write.message(message, commands ?? message.commands.map((command) => write.command(command)));
}

/** The element of one command as it would stand in a message: for looking at, and for counting octets. */
export function writeCommand(command: Command): Element {
  return new Writer('SYNCML:SYNCML1.2').command(command);
}

class Writer {
  constructor(private readonly namespace: string) {}

  message(message: Message, commands: readonly Element[]): Element {
    const body = [...commands, ...this.flag('Final', message.final)];
    return this.parent('SyncML', [this.header(message.header), this.element('SyncBody', body)]);
  }

  command(command: Command): Element {
    if (command.name === 'other') return this.numbered(command.element, command.cmdId);
    const common = [
      ...this.value('CmdID', command.cmdId),
      ...this.flag('NoResp', command.noResp),
      ...this.cred(command.cred),
      ...this.meta(command.meta),
      ...(command.other ?? []),
    ];
    switch (command.name) {
      case 'Alert':
        return this.parent('Alert', [
          ...common,
          ...this.value('Data', command.data),
          ...this.value('Correlator', command.correlator),
          ...this.items(command.items),
        ]);
      case 'Exec':
        return this.parent('Exec', [...common, ...this.value('Correlator', command.correlator), ...this.items(command.items)]);
      case 'Status':
        return this.parent('Status', [
          ...common,
          ...this.value('MsgRef', command.msgRef),
          ...this.value('CmdRef', command.cmdRef),
          ...this.value('Cmd', command.cmd),
          ...command.targetRefs.flatMap((ref) => this.value('TargetRef', ref)),
          ...command.sourceRefs.flatMap((ref) => this.value('SourceRef', ref)),
          ...(command.chal === undefined ? [] : [this.parent('Chal', this.meta(command.chal))]),
          ...this.value('Data', command.data),
          ...this.items(command.items),
        ]);
      case 'Results':
        return this.parent('Results', [
          ...common,
          ...this.value('MsgRef', command.msgRef),
          ...this.value('CmdRef', command.cmdRef),
          ...this.value('TargetRef', command.targetRef),
          ...this.value('SourceRef', command.sourceRef),
          ...this.items(command.items),
        ]);
      case 'Sequence':
      case 'Atomic':
        return this.parent(command.name, [...common, ...command.commands.map((inner) => this.command(inner))]);
      default:
        return this.parent(command.name, [...common, ...this.items(command.items)]);
    }
  }

  private header(header: Header): Element {
    return this.parent('SyncHdr', [
      ...this.value('VerDTD', header.verDtd),
      ...this.value('VerProto', header.verProto),
      ...this.value('SessionID', header.sessionId),
      ...this.value('MsgID', header.msgId),
      ...this.address('Target', header.target, header.targetName),
      ...this.address('Source', header.source, header.sourceName),
      ...this.value('RespURI', header.respUri),
      ...this.flag('NoResp', header.noResp),
      ...this.cred(header.cred),
      ...this.meta(header.meta),
      ...(header.other ?? []),
    ]);
  }

  private items(items: readonly Item[]): readonly Element[] {
    return items.map((item) =>
      this.parent('Item', [
        ...this.address('Target', item.target, item.targetName),
        ...this.address('Source', item.source, item.sourceName),
        ...this.meta(item.meta),
        ...this.data(item.data),
        ...this.flag('MoreData', item.moreData),
        ...(item.other ?? []),
      ]),
    );
  }

  private address(name: 'Target' | 'Source', uri: string | undefined, locName: string | undefined): readonly Element[] {
    if (uri === undefined && locName === undefined) return [];
    return [this.element(name, [...this.value('LocURI', uri ?? ''), ...this.value('LocName', locName)])];
  }

  private cred(cred: Cred | undefined): readonly Element[] {
    return cred === undefined ? [] : [this.parent('Cred', [...this.meta(cred.meta), ...this.data(cred.data)])];
  }

  private meta(meta: Meta | undefined): readonly Element[] {
    if (meta === undefined) return [];
    const values: readonly (readonly [string, string | number | undefined])[] = [
      ['Format', meta.format],
      ['Type', meta.type],
      ['Mark', meta.mark],
      ['Size', meta.size],
      ['NextNonce', meta.nextNonce],
      ['MaxMsgSize', meta.maxMsgSize],
      ['MaxObjSize', meta.maxObjSize],
    ];
    const children = values.flatMap(([name, value]) =>
      value === undefined ? [] : [element(name, texts(String(value)), { namespace: metinf })],
    );
    return [this.element('Meta', [...children, ...(meta.other ?? [])])];
  }

  private data(data: Data | undefined): readonly Element[] {
    if (data === undefined) return [];
    if (typeof data === 'string') return this.value('Data', data);
    if (data instanceof Uint8Array) return [this.element('Data', [{ kind: 'opaque', value: data, range: nowhere }])];
    return [this.element('Data', data)];
  }

  private value(name: string, value: string | undefined): readonly Element[] {
    return value === undefined ? [] : [this.element(name, texts(value))];
  }

  private flag(name: string, set: boolean | undefined): readonly Element[] {
    return set === true ? [this.element(name, [])] : [];
  }

  /** A command that was kept as it came, under the number that it goes out with. */
  private numbered(command: Element, cmdId: string): Element {
    const old = command.children.find((node): node is Element => node.kind === 'element' && node.local === 'CmdID');
    const id = element('CmdID', texts(cmdId), { namespace: command.namespace });
    if (cmdId === '' || (old !== undefined && valueOf(old) === cmdId)) return command;
    return withChildren(command, [id, ...command.children.filter((node) => node !== old)]);
  }

  /** An element whose children are put in the order of its content model; what the model doesn't name comes last. */
  private parent(name: ModelName, children: readonly Element[]): Element {
    const commands = commandPlace(name);
    const others = commands >= 0 ? commands : Number.MAX_SAFE_INTEGER;
    const places = children.map((child) => {
      const place = placeOf(name, child.local);
      return place >= 0 ? place : others;
    });
    // Most are given in their order.
    if (places.every((place, i) => i === 0 || place >= (places[i - 1] ?? 0))) return this.element(name, children);
    const ordered = children.map((child, i) => ({ child, place: places[i] ?? others })).sort((a, b) => a.place - b.place);
    return this.element(name, ordered.map(({ child }) => child));
  }

  private element(name: string, children: readonly XmlNode[]): Element {
    return element(name, children, { namespace: this.namespace });
  }
}

function texts(value: string): readonly XmlNode[] {
  return value === '' ? [] : [text(value)];
}

function valueOf(of: Element): string {
  return of.children
    .map((node) => (node.kind === 'text' ? node.value : ''))
    .join('')
    .trim();
}
