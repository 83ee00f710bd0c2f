// Alert types that are FUMO's own or were meant to be: where they are written amiss, FUMO's rules tell it and the
// general ones of generic alerts don't. [FUMO 6.2.2, 7.1.2]
import { bareAlertType, firmwareAlertType, firmwareAlertTypes } from '../syncml/genericAlert';

/** True for the five types of FUMO, prefixed or bare, and for what is a slip of one of them. */
export function isFumoAlertType(type: string): boolean {
  return firmwareAlertType(type) !== undefined || isMisspelt(type);
}

/** True for what looks like one of FUMO's types and is none. */
export function isMisspelt(type: string): boolean {
  const bare = bareAlertType(type).toLowerCase();
  if (firmwareAlertType(type) !== undefined) return false;
  return /^(?:org\W?)?open\W?mobile\W?alliance/.test(bare) && /(?:firmware|fumo)/.test(bare) && !bare.includes('/');
}

/** The type that a misspelt one was meant to be, without prefix; undefined where that is anybody's guess. */
export function meantType(type: string): string | undefined {
  const last = (text: string): string => (text.toLowerCase().split(/[.:/]/).pop() ?? '').replace(/[^a-z]/g, '');
  const word = last(bareAlertType(type));
  return firmwareAlertTypes.find((known) => last(known.type) === word)?.type;
}
