// A workspace in memory: files by name below `memory:/w/`, `|` marks the caret in one of them.
import { utf8 } from '#engine/base/bytes';
import { modelOf, type DocumentModel } from '#server/language/documentModel';
import type { FileFacts } from '#server/language/facts';
import { subjectAt, type Subject } from '#server/language/subject';
import { languageOf } from '#server/language/languages';
import type { FolderEntry } from '#server/language/folders';
import { Workspace, type BuildProgress } from '#server/language/workspace';

export type FilesByName = Readonly<Record<string, string>>;

export const root = 'memory:/w';

export interface MemoryWorkspace {
  readonly workspace: Workspace;
  /** May be changed; `workspace.changed` then reads it. */
  readonly files: Map<string, string>;
  /** Documents that are open, by URI. */
  readonly open: Map<string, DocumentModel>;
  readonly told: string[];
}

export function uriOf(name: string): string {
  return `${root}/${name}`;
}

/** A workspace of one folder, not looked through yet. */
export function memoryWorkspace(content: FilesByName): MemoryWorkspace {
  const files = new Map(Object.entries(content).map(([name, text]) => [uriOf(name), text]));
  const open = new Map<string, DocumentModel>();
  const told: string[] = [];
  const workspace = new Workspace({
    files: {
      read: (uri) => Promise.resolve(files.has(uri) ? utf8(files.get(uri) ?? '') : undefined),
      resolve: (base, reference) => new URL(reference, base.replace('memory:', 'http://memory')).href.replace('http://memory', 'memory:'),
    },
    folders: { list: (uri) => Promise.resolve(entriesIn(uri, files)) },
    turn: () => Promise.resolve(),
    open: (uri) => open.get(uri),
    tell: (sentence) => told.push(sentence),
  });
  workspace.setFolders([root]);
  return { workspace, files, open, told };
}

function entriesIn(folder: string, files: ReadonlyMap<string, string>): readonly FolderEntry[] {
  const entries = new Map<string, FolderEntry>();
  for (const [uri, text] of files) {
    if (!uri.startsWith(`${folder}/`)) continue;
    const [name = '', ...more] = uri.slice(folder.length + 1).split('/');
    entries.set(name, more.length > 0 ? { name, kind: 'folder', size: 0 } : { name, kind: 'file', size: text.length });
  }
  return [...entries.values()];
}

export const untilTheEnd: BuildProgress = { goesOn: () => true, report: () => undefined };

export interface MarkedWorkspace extends MemoryWorkspace {
  readonly uri: string;
  readonly model: DocumentModel;
  readonly facts: FileFacts;
  readonly offset: number;
  readonly subject: Subject | undefined;
}

/** The same, looked through; the last `|` of the one file that holds one is the caret, which isn't in the text. */
export async function markedWorkspace(marked: FilesByName): Promise<MarkedWorkspace> {
  const [name = '', text = ''] = Object.entries(marked).find(([, one]) => one.includes('|')) ?? [];
  const offset = text.lastIndexOf('|');
  if (offset < 0) throw new Error('There is no | in the files.');
  const plain = text.slice(0, offset) + text.slice(offset + 1);
  const made = memoryWorkspace({ ...marked, [name]: plain });
  await made.workspace.build(untilTheEnd);
  const uri = uriOf(name);
  const languageId = languageOf(name);
  const facts = made.workspace.index.get(uri);
  if (facts === undefined) throw new Error(`${name} is not in the index.`);
  return { ...made, uri, offset, facts, model: modelOf({ uri, text: plain, ...(languageId !== undefined && { languageId }) }), subject: subjectAt(facts, offset) };
}

/** `name:line:text` of a range, lines counted from 1. */
export function shown({ files }: MemoryWorkspace, uri: string, { start, end }: { readonly start: number; readonly end: number }): string {
  const text = files.get(uri) ?? '';
  return `${uri.slice(root.length + 1)}:${text.slice(0, start).split('\n').length}:${text.slice(start, end)}`;
}

/** A description of a device, a node a line: `Vendor/Name`, an unnamed one as `*`, the formats after a blank. */
export function ddf(...lines: readonly string[]): string {
  interface Tree {
    readonly children: Map<string, Tree>;
    words: readonly string[];
  }
  const top: Tree = { children: new Map(), words: [] };
  for (const line of lines) {
    const [path = '', ...words] = line.split(' ');
    let at = top;
    for (const name of path.split('/')) {
      const next: Tree = at.children.get(name) ?? { children: new Map(), words: [] };
      at.children.set(name, next);
      at = next;
    }
    at.words = words;
  }
  const write = (name: string, { children, words: [format = children.size > 0 ? 'node' : 'chr', ...access] }: Tree): string => {
    const verbs = (access.length > 0 ? access : ['Get']).map((verb) => `<${verb}/>`).join('');
    const inner = [...children].map(([one, tree]) => write(one, tree)).join('\n');
    const type = format === 'node' ? '<DDFName></DDFName>' : '<MIME>text/plain</MIME>';
    return `<Node><NodeName>${name === '*' ? '' : name}</NodeName><DFProperties><AccessType>${verbs}</AccessType><DFFormat><${format}/></DFFormat><Occurrence><One/></Occurrence><Scope><Dynamic/></Scope><DFType>${type}</DFType></DFProperties>${inner === '' ? '' : `\n${inner}`}</Node>`;
  };
  return `<MgmtTree xmlns="syncml:dmddf1.2"><VerDTD>1.2</VerDTD>\n${[...top.children].map(([name, tree]) => write(name, tree)).join('\n')}\n</MgmtTree>`;
}

/** A message of a session; the device is `IMEI:1`, the server `http://s`. */
export function sessionMessage(from: 'client' | 'server', id: number, commands: string, session = '1'): string {
  const [source, target] = from === 'client' ? ['IMEI:1', 'http://s'] : ['http://s', 'IMEI:1'];
  return `<SyncML xmlns="SYNCML:SYNCML1.2"><SyncHdr><VerDTD>1.2</VerDTD><VerProto>DM/1.2</VerProto><SessionID>${session}</SessionID><MsgID>${id}</MsgID><Target><LocURI>${target}</LocURI></Target><Source><LocURI>${source}</LocURI></Source></SyncHdr>\n<SyncBody>\n${commands}\n<Final/></SyncBody></SyncML>`;
}

export function get(cmdId: number, uri: string): string {
  return `<Get><CmdID>${cmdId}</CmdID><Item><Target><LocURI>${uri}</LocURI></Target></Item></Get>`;
}

export function status(cmdId: number, msgRef: string, cmdRef: string, cmd = 'Get'): string {
  return `<Status><CmdID>${cmdId}</CmdID><MsgRef>${msgRef}</MsgRef><CmdRef>${cmdRef}</CmdRef><Cmd>${cmd}</Cmd><Data>200</Data></Status>`;
}

/** A small flow around steps and declarations. */
export function updateFlow(inside: string): string {
  return `<flow xmlns="urn:fumo-tools:flow:1" id="t" title="Test">\n${inside}\n</flow>`;
}
