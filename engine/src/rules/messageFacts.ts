// MessageFacts: a message laid out for rules: who sent it, its commands with their Items, addresses and formats. Read
// tolerantly from the element tree: what is missing is absent, nothing is reported here.
import { child, childElements, textOf, type Element, type XmlDocument } from '../xml/element';
import type { Sender } from './sender';

export interface MessageFacts {
  readonly root: Element;
  readonly header?: Element;
  readonly body?: Element;
  /** By VerDTD, else by the namespace. */
  readonly version?: '1.1' | '1.2';
  /** By the header's addresses, else by what is in the package. */
  readonly sender?: Sender;
  /** Every command, containers before what they hold, in the order of the document. */
  readonly commands: readonly CommandFacts[];
  readonly final: boolean;
}

export interface CommandFacts {
  readonly element: Element;
  /** The element's local name. */
  readonly name: string;
  readonly cmdId?: Element;
  /** Sequence or Atomic, where it stands in one. */
  readonly container?: CommandFacts;
  readonly meta?: Element;
  readonly items: readonly ItemFacts[];
}

export interface ItemFacts {
  readonly element: Element;
  readonly target?: Element;
  readonly source?: Element;
  /** The LocURI elements within. */
  readonly targetUri?: Element;
  readonly sourceUri?: Element;
  readonly data?: Element;
  /** The Item's own Meta. */
  readonly meta?: Element;
  readonly moreData: boolean;
  /** What is in force, the Item's Meta before its command's, before those of the containers around. [RepPro 6.3.3] */
  readonly format?: Element;
  readonly type?: Element;
  readonly size?: Element;
}

/** Undefined where the root isn't SyncML, or the message is one of data synchronisation. */
export function messageFacts({ root }: XmlDocument, known?: Sender): MessageFacts | undefined {
  if (root?.local !== 'SyncML') return undefined;
  const header = child(root, 'SyncHdr');
  const body = child(root, 'SyncBody');
  if (/^SyncML\//i.test(valueOf(header, 'VerProto') ?? '')) return undefined;
  const commands = body === undefined ? [] : commandsIn(body, undefined, [], 0);
  const version = versionOf(valueOf(header, 'VerDTD') ?? root.namespace);
  const sender = known ?? senderOf(header, commands);
  return {
    root,
    ...(header !== undefined && { header }),
    ...(body !== undefined && { body }),
    ...(version !== undefined && { version }),
    ...(sender !== undefined && { sender }),
    commands,
    final: body !== undefined && child(body, 'Final') !== undefined,
  };
}

/** The trimmed text of a child; undefined where there is none. */
export function valueOf(parent: Element | undefined, local: string): string | undefined {
  const found = parent === undefined ? undefined : child(parent, local);
  return found === undefined ? undefined : textOf(found).trim();
}

/** A child of Meta, in a MetInf or directly. */
export function metaChild(meta: Element | undefined, local: string): Element | undefined {
  if (meta === undefined) return undefined;
  const inner = child(meta, 'MetInf');
  return child(meta, local) ?? (inner === undefined ? undefined : child(inner, local));
}

const commandNames: ReadonlySet<string> = new Set([
  ...['Add', 'Alert', 'Atomic', 'Copy', 'Delete', 'Exec', 'Get', 'Replace', 'Results', 'Sequence', 'Status'],
  ...['Map', 'Move', 'Put', 'Search', 'Sync'],
]);

function versionOf(text: string): MessageFacts['version'] {
  const [, version] = /(1\.[12])\s*$/.exec(text) ?? [];
  return version === '1.1' || version === '1.2' ? version : undefined;
}

function commandsIn(parent: Element, container: CommandFacts | undefined, around: readonly Element[], depth: number): CommandFacts[] {
  const found: CommandFacts[] = [];
  for (const element of childElements(parent)) {
    if (!commandNames.has(element.local)) continue;
    const meta = child(element, 'Meta');
    const cmdId = child(element, 'CmdID');
    const metas = meta === undefined ? around : [meta, ...around];
    const command: CommandFacts = {
      element,
      name: element.local,
      ...(cmdId !== undefined && { cmdId }),
      ...(container !== undefined && { container }),
      ...(meta !== undefined && { meta }),
      items: childElements(element).flatMap((one) => (one.local === 'Item' ? [itemFacts(one, metas)] : [])),
    };
    found.push(command);
    // Deeper than anybody nests containers: what stands there is left to the content models.
    if (depth < 16) for (const inner of commandsIn(element, command, metas, depth + 1)) found.push(inner);
  }
  return found;
}

function itemFacts(element: Element, outer: readonly Element[]): ItemFacts {
  const target = child(element, 'Target');
  const source = child(element, 'Source');
  const targetUri = target === undefined ? undefined : child(target, 'LocURI');
  const sourceUri = source === undefined ? undefined : child(source, 'LocURI');
  const data = child(element, 'Data');
  const meta = child(element, 'Meta');
  const inForce = (local: string): Element | undefined => {
    for (const one of [meta, ...outer]) {
      const found = metaChild(one, local);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const format = inForce('Format');
  const type = inForce('Type');
  const size = inForce('Size');
  return {
    element,
    ...(target !== undefined && { target }),
    ...(source !== undefined && { source }),
    ...(targetUri !== undefined && { targetUri }),
    ...(sourceUri !== undefined && { sourceUri }),
    ...(data !== undefined && { data }),
    ...(meta !== undefined && { meta }),
    moreData: child(element, 'MoreData') !== undefined,
    ...(format !== undefined && { format }),
    ...(type !== undefined && { type }),
    ...(size !== undefined && { size }),
  };
}

/** A device's address is an URN, a server's a URL; else only a client sends session alerts and DevInfo. [DM-PRO 8.3] */
function senderOf(header: Element | undefined, commands: readonly CommandFacts[]): Sender | undefined {
  const address = (local: string): string => {
    const part = header === undefined ? undefined : child(header, local);
    return valueOf(part, 'LocURI') ?? '';
  };
  const isServer = (text: string): boolean => /^https?:/i.test(text);
  const [source, target] = [address('Source'), address('Target')];
  if (isServer(source) !== isServer(target)) return isServer(source) ? 'server' : 'client';
  for (const { name, element, items } of commands) {
    if (name === 'Alert' && /^(1200|1201|1224|1226)$/.test(valueOf(element, 'Data') ?? '')) return 'client';
    if (name === 'Replace' && items.some(({ sourceUri }) => sourceUri !== undefined && /^\.\/DevInfo\//.test(textOf(sourceUri).trim()))) return 'client';
    if (name === 'Exec' || name === 'Get') return 'server';
  }
  return undefined;
}
