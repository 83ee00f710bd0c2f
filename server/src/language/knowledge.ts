// Knowledge: what a feature knows besides the document.
import type { Hasher } from '#engine/base/hasher';
import type { Flow } from '#engine/flow/model';
import { addressIn, type AddressUse } from './address';
import type { WorkspaceIndex } from './workspaceIndex';

export interface Knowledge {
  /** Of a flow: the whole, everything included. */
  readonly flow?: Flow;
  readonly index?: WorkspaceIndex;
  readonly hasher?: Hasher;
}

/** An address down to a segment, names of the flow replaced by what they stand for; `*` where only a run tells. */
export function pathTo({ segments }: AddressUse, at: number, { flow }: Knowledge): readonly string[] {
  return segments.slice(0, at + 1).flatMap(({ name }) => {
    if (!name.includes('${')) return [name];
    const found = flow?.lets.find((one) => name === `\${${one.name}}`);
    const written = found?.value ?? found?.otherwise;
    const inner = written === undefined ? undefined : addressIn(written, 0, 'uri')?.segments;
    return inner === undefined ? ['*'] : inner.map((segment) => (segment.name.includes('${') ? '*' : segment.name));
  });
}
