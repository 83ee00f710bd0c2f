// Whole commands and steps, ready to be filled in.
import { actors } from '#engine/base/actor';
import { alertCodes } from '#engine/syncml/alertCodes';
import { choice } from './completion';

export interface SnippetSetting {
  /** A flow leaves out what the writer of messages adds: CmdID, MsgRef, CmdRef, namespaces. */
  readonly inFlow: boolean;
  /** Makes out the number that a new command gets. */
  readonly cmdId: () => number;
  /** What the sender addresses by: a client tells its own values by their Source. */
  readonly side: 'Source' | 'Target';
}

const formats = ['chr', 'int', 'bool', 'bin', 'b64', 'xml', 'node'];
const alerts = alertCodes.map(({ code }) => String(code));

/** The lines inside a command, indented by tabs; undefined for an element that isn't one. */
export function commandLines(name: string, setting: SnippetSetting): readonly string[] | undefined {
  const lines = inside[name]?.(setting);
  return lines === undefined || setting.inFlow ? lines : [`<CmdID>\${1:${setting.cmdId()}}</CmdID>`, ...lines];
}

type Lines = (setting: SnippetSetting) => readonly string[];

const address = (side: string, stop: number): string => `<${side}><LocURI>\${${stop}:./}</LocURI></${side}>`;
const refs = ({ inFlow }: SnippetSetting): readonly string[] => (inFlow ? [] : ['<MsgRef>${2:1}</MsgRef>', '<CmdRef>${3:1}</CmdRef>']);
const format = ({ inFlow }: SnippetSetting, stop: number): string => `<Meta><Format${inFlow ? '' : ' xmlns="syncml:metinf"'}>${choice(stop, formats)}</Format></Meta>`;

const onTarget: Lines = () => [`<Item>${address('Target', 2)}</Item>`];
const withValue: Lines = (setting) => ['<Item>', `\t${address(setting.side, 2)}`, `\t${format(setting, 3)}`, '\t<Data>$4</Data>', '</Item>'];

const inside: Readonly<Record<string, Lines>> = {
  Add: withValue,
  Alert: () => [`<Data>${choice(2, alerts)}</Data>`],
  Atomic: () => ['$0'],
  Copy: () => ['<Item>', `\t${address('Target', 2)}`, `\t${address('Source', 3)}`, '</Item>'],
  Delete: onTarget,
  Exec: onTarget,
  Get: onTarget,
  Replace: withValue,
  Results: (setting) => [...refs(setting), `<Item>${address('Source', 4)}<Data>$5</Data></Item>`],
  Sequence: () => ['$0'],
  Status: (setting) => [...refs(setting), '<Cmd>${4:Alert}</Cmd>', '<Data>${5:200}</Data>'],
};

/** A step with everything that one needs. */
export function stepSnippet(n: string): string {
  const [from, to] = [choice(2, actors), choice(3, actors)];
  return `step n="\${1:${n}}" from="${from}" to="${to}" title="$4">\n\t$0\n</step>`;
}
