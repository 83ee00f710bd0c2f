// What both ends say and note about the course of a session itself. [DM-REP 7]
import type { Alert, Item, Meta, Unnumbered } from '../syncml/message';
import type { Assembly } from './assembler';
import type { PeerLimits } from './conductor';

/** Asks for the next message of the other's package. [DM-PRO 6] */
export const nextMessage: Unnumbered<Alert> = { name: 'Alert', data: '1222', items: [] };

/** [DM-PRO 8.1] */
export const sessionAbort: Unnumbered<Alert> = { name: 'Alert', data: '1223', items: [] };

/** Names the node of a large object that never ended. [DM-PRO 7] */
export function noEndOfData({ target, source }: Assembly): Unnumbered<Alert> {
  const item: Item = { ...(target ? { target } : {}), ...(source ? { source } : {}) };
  return { name: 'Alert', data: '1225', items: [item] };
}

/** What a header says of its sender's limits. Numbers that nothing fits in say nothing. [METINF 5] */
export function limitsOf(meta: Meta | undefined): PeerLimits {
  return {
    ...(meta?.maxMsgSize === undefined || meta.maxMsgSize === 0 ? {} : { maxMsgSize: meta.maxMsgSize }),
    ...(meta?.maxObjSize === undefined || meta.maxObjSize === 0 ? {} : { maxObjSize: meta.maxObjSize }),
  };
}
