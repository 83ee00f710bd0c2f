// A device to try things on: its description, what it holds, and orders in short.
import type { Problem } from '#engine/base/problem';
import { readDdf } from '#engine/ddf/readDdf';
import { readTnds } from '#engine/ddf/readTnds';
import type { Item } from '#engine/syncml/message';
import type { Performed, TreeLimits, TreeOrder } from '#engine/tree/order';
import { perform } from '#engine/tree/perform';
import { plant, type PlantOptions } from '#engine/tree/plant';
import type { Tree } from '#engine/tree/tree';
import { parseXml } from '#engine/xml/parse';

const node = (name: string, access: string, format: string, occurrence: string, scope: string, inside = '', more: { type?: string; value?: string } = {}): string => {
  const type = format === 'node' ? `<DDFName>${more.type ?? ''}</DDFName>` : `<MIME>${more.type ?? 'text/plain'}</MIME>`;
  const value = more.value === undefined ? '' : `<DefaultValue>${more.value}</DefaultValue>`;
  return `<Node><NodeName>${name}</NodeName><DFProperties><AccessType>${access.split(' ').filter(Boolean).map((verb) => `<${verb}/>`).join('')}</AccessType>${value}` +
    `<DFFormat><${format}/></DFFormat><Occurrence>${occurrence}</Occurrence><Scope><${scope}/></Scope><DFType>${type}</DFType></DFProperties>${inside}</Node>`;
};

/** Settings with named and unnamed nodes of several formats. */
export const ddf = `<MgmtTree><VerDTD>1.2</VerDTD>${node('Set', 'Get', 'node', '<One/>', 'Permanent',
  node('Limit', 'Get Replace', 'int', '<One/>', 'Permanent', '', { value: '3' }) +
  node('On', 'Get Replace', 'bool', '<ZeroOrOne/>', 'Dynamic') +
  node('Key', 'Get Replace', 'bin', '<ZeroOrOne/>', 'Dynamic', '', { type: 'application/octet-stream' }) +
  node('Secret', 'Replace', 'chr', '<ZeroOrOne/>', 'Dynamic') +
  node('Fixed', 'Get Delete Replace', 'chr', '<ZeroOrOne/>', 'Permanent') +
  node('Items', 'Get', 'node', '<One/>', 'Permanent',
    node('', 'Add Delete Get Replace', 'node', '<ZeroOrN>3</ZeroOrN>', 'Dynamic',
      node('Word', 'Add Delete Get Replace', 'chr', '<ZeroOrOne/>', 'Dynamic') +
      node('Act', 'Add Exec', 'null', '<ZeroOrOne/>', 'Dynamic') +
      node('Data', 'Add Get', 'bin', '<ZeroOrOne/>', 'Dynamic', '', { type: 'application/octet-stream' }) +
      node('Core', 'Add Get', 'chr', '<ZeroOrOne/>', 'Permanent') +
      node('Sealed', 'Get', 'chr', '<ZeroOrOne/>', 'Dynamic'),
      { type: 'urn:x-example:item:1.0' })))}</MgmtTree>`;

const leaf = (name: string, value: string, format = 'chr'): string =>
  `<Node><NodeName>${name}</NodeName><RTProperties><Format><${format}/></Format></RTProperties><Value>${value}</Value></Node>`;

/** What the device holds: standard objects, settings, a firmware update object in a place of its own. */
export const tnds = `<MgmtTree xmlns="syncml:dmddf1.2"><VerDTD>1.2</VerDTD>
  <Node><NodeName>DevInfo</NodeName>${leaf('DevId', 'IMEI:493005100592800')}${leaf('Man', 'Example Devices')}${leaf('Mod', 'EX-1')}${leaf('DmV', '1.2')}${leaf('Lang', 'en')}</Node>
  <Node><NodeName>DevDetail</NodeName>${leaf('DevTyp', 'phone')}${leaf('OEM', 'Example')}${leaf('FwV', '1.0.3')}${leaf('SwV', '1')}${leaf('HwV', 'A')}${leaf('LrgObj', 'true', 'bool')}
    <Node><NodeName>URI</NodeName>${leaf('MaxDepth', '8')}${leaf('MaxTotLen', '127')}${leaf('MaxSegLen', '32')}</Node></Node>
  <Node><NodeName>Main</NodeName><Path>./DMAcc</Path>${leaf('AppID', 'w7')}${leaf('ServerID', 'srv')}
    <Node><NodeName>AppAddr</NodeName><Node><NodeName>1</NodeName>${leaf('Addr', 'http://127.0.0.1/dm')}${leaf('AddrType', 'URI')}</Node></Node>
    <Node><NodeName>AppAuth</NodeName><Node><NodeName>1</NodeName>${leaf('AAuthLevel', 'SRVCRED')}${leaf('AAuthType', 'DIGEST')}${leaf('AAuthSecret', 'shh')}${leaf('AAuthData', 'EBESEw==', 'bin')}</Node></Node></Node>
  <Node><NodeName>One</NodeName><Path>./Set/Items</Path>${leaf('Word', 'hello')}<Node><NodeName>Act</NodeName></Node></Node>
  <Node><NodeName>Set</NodeName>${leaf('Limit', '5', 'int')}${leaf('Key', 'AAH/', 'bin')}${leaf('Secret', 'hidden')}${leaf('Fixed', 'f')}</Node>
  <Node><NodeName>Pkg1</NodeName><Path>./Vendor/Update</Path><RTProperties><Format><node/></Format><Type><DDFName>urn:oma:mo:oma-fumo:1.0</DDFName></Type></RTProperties>
    ${leaf('PkgName', 'ex-1')}${leaf('State', '10', 'int')}<Node><NodeName>Update</NodeName>${leaf('PkgData', '', 'bin')}</Node></Node>
</MgmtTree>`;

export const fumo = 'urn:oma:mo:oma-fumo:1.0';

export function planted(texts: { ddf?: string; tnds?: string } = {}, options: Partial<PlantOptions> = {}): { tree: Tree; problems: readonly Problem[] } {
  const { description } = readDdf(parseXml(texts.ddf ?? ddf).document);
  if (description === undefined) throw new Error('no description');
  const { nodes, problems } = readTnds(parseXml(texts.tnds ?? tnds).document);
  const result = plant(description, nodes, { standard: true, ...options });
  return { tree: result.tree, problems: [...problems, ...result.problems] };
}

/** The device whose server `srv` may do everything. */
export function device(acls: Readonly<Record<string, string>> = { '.': 'Add=*&Delete=srv&Exec=srv&Get=*&Replace=srv' }): Tree {
  return planted({}, { acls }).tree;
}

export function run(tree: Tree, verb: TreeOrder['verb'], target: string, item: Omit<Item, 'target'> = {}, more: { server?: string; limits?: TreeLimits } = {}): Performed {
  return perform(tree, { verb, item: { ...item, target }, serverId: more.server ?? 'srv' }, ...(more.limits === undefined ? [] : [more.limits]));
}

export function status(tree: Tree, verb: TreeOrder['verb'], target: string, item: Omit<Item, 'target'> = {}, server = 'srv'): number {
  return run(tree, verb, target, item, { server }).outcome.status;
}
