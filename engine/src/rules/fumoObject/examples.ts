// A firmware update object for examples, with nothing wrong but what is said.
import { described, type Example } from '../examples';
import { describedNode, type NodeWords } from '../nodeExamples';

export const fumoId = 'urn:oma:mo:oma-fumo:1.0';

const exec: NodeWords = { access: '<Exec/><Get/>' };
const maybe = { occurrence: '<ZeroOrOne/>' };

export const pkgName = describedNode('PkgName', maybe);
export const pkgUrl = describedNode('PkgURL', { access: '<Get/><Replace/>' });
export const pkgData = describedNode('PkgData', { access: '<Replace/>', format: 'bin', type: '<MIME>application/octet-stream</MIME>' });
export const state = describedNode('State', { format: 'int', value: '10' });

export function download(inside = pkgUrl, words: NodeWords = {}): string {
  return describedNode('Download', { ...exec, ...maybe, format: 'node', ...words }, inside);
}

export function update(inside = pkgData, words: NodeWords = {}): string {
  return describedNode('Update', { ...exec, ...maybe, format: 'node', ...words }, inside);
}

/** x, with these nodes in it. */
export function object(nodes: readonly string[], id = fumoId): Example {
  const type = `<DDFName>${id}</DDFName>`;
  return described(describedNode('', { path: './FwUpdate', occurrence: '<ZeroOrMore/>', format: 'node', type }, nodes.join('\n')));
}

export const whole = object([download(), update(), state]);
