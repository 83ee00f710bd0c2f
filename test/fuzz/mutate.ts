// Damage: tokens of texts and stretches of octets deleted, doubled, halved, flipped, spliced and inserted.
import type { Chance } from './chance';

const insertions = [
  ...['<', '>', '&', '"', "'", '/', '=', '!', '?', '-', ']', '[', '\u0000', '\u0001', '\ufffe', '\ufeff', '\ud800', '\udc00', '\r', '\n', '\t', ' ', '\u{1f600}'],
  ...['<!--', '-->', '--', '<![CDATA[', ']]>', '<?', '?>', '<?xml version="1.0"?>', '<!DOCTYPE a', '<!DOCTYPE a [<!ENTITY b "c">]>', '<!', '</', '/>', '</>', '<>'],
  ...['&amp;', '&lt;', '&#0;', '&#x110000;', '&#65;', '&nbsp;', '&b;', '&#', '&;', ' a=b', ' a="', " a='1'", ' a', ' xmlns=""', ' xmlns:x="urn:x"', '<x:y/>'],
  ...['<SyncML>', '</SyncML>', '<Node>', '</Node>', '<Item/>', '</Item>', '<Exec>', '<step>', '<Data>', '</Data>', '<media>', '</size>', '${', '}', '${a.b(', '1,000', '-1', '99999999999999999999'],
];

/** What a text is made of: tags and the like, and what stands between them. */
export function tokensOf(text: string): string[] {
  return text.match(/<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<[^<>]*>|[^<]+|</g) ?? [];
}

/** One to four damages. `others` are texts that pieces are taken from. */
export function mutateText(text: string, others: readonly string[], chance: Chance): string {
  const tokens = tokensOf(text);
  for (let times = 1 + chance.below(4); times > 0; times--) damageText(tokens, others, chance);
  return tokens.join('');
}

function damageText(tokens: string[], others: readonly string[], chance: Chance): void {
  const at = chance.below(Math.max(1, tokens.length));
  const token = tokens[at] ?? '';
  const inside = chance.below(token.length + 1);
  switch (chance.below(9)) {
    case 0:
      tokens.splice(at, 1);
      break;
    case 1:
      tokens.splice(at, 0, token);
      break;
    case 2:
      tokens[at] = token.slice(0, inside);
      break;
    case 3:
      tokens[at] = token.slice(inside);
      break;
    case 4:
      tokens[at] = token.slice(0, inside) + String.fromCharCode(token.charCodeAt(inside) ^ (1 << chance.below(8))) + token.slice(inside + 1);
      break;
    case 5:
      tokens.splice(chance.below(tokens.length + 1), 0, ...tokens.splice(at, 1 + chance.below(4)));
      break;
    case 6: {
      const other = tokensOf(chance.pick(others).slice(0, 4000));
      const from = chance.below(Math.max(1, other.length));
      tokens.splice(at, chance.below(3), ...other.slice(from, from + 1 + chance.below(8)));
      break;
    }
    case 7:
      tokens.length = Math.min(tokens.length, at + 1);
      break;
    default:
      tokens[at] = token.slice(0, inside) + chance.pick(insertions) + token.slice(inside);
  }
}

/** Octets that mean something to WBXML: global tokens, headers, long numbers. */
const octetInsertions = [
  [0x00], [0x00, 0x01], [0x00, 0x02], [0x00, 0xff], [0x01], [0x02, 0x41], [0x02, 0x80, 0x80, 0x41], [0x03, 0x41, 0x00], [0x03], [0x04, 0x00], [0x40], [0x43], [0x44, 0x00],
  [0x80], [0x83, 0x00], [0x83, 0xff, 0x7f], [0x84, 0x00], [0xc0], [0xc3, 0x00], [0xc3, 0x02, 0xc3, 0x28], [0xc3, 0xff, 0xff, 0xff, 0x7f], [0xc4, 0x00], [0xff, 0xff, 0xff, 0xff, 0x7f],
  [0x6d], [0x6b], [0x5a], [0x4f], [0x12], [0x7c], [0x85, 0x01], [0xc5, 0x05, 0x01, 0x01], [0x02, 0xa4, 0x01, 0x6a, 0x00], [0x03, 0x01, 0x6a, 0x00], [0x01, 0x00, 0x00, 0x6a, 0x03, 0x61, 0x62, 0x00],
];

export function mutateBytes(bytes: Uint8Array, others: readonly Uint8Array[], chance: Chance): Uint8Array {
  const octets = [...bytes];
  for (let times = 1 + chance.below(4); times > 0; times--) {
    const at = chance.below(octets.length + 1);
    const length = 1 + chance.below(chance.below(4) === 0 ? 32 : 3);
    switch (chance.below(7)) {
      case 0:
        octets.splice(at, length);
        break;
      case 1:
        octets.splice(at, 0, ...octets.slice(at, at + length));
        break;
      case 2:
        octets.length = Math.min(octets.length, at);
        break;
      case 3:
        octets[Math.min(at, Math.max(0, octets.length - 1))] = chance.below(256);
        break;
      case 4:
        octets[Math.min(at, Math.max(0, octets.length - 1))] = (octets[at] ?? 0) ^ (1 << chance.below(8));
        break;
      case 5: {
        const other = chance.pick(others);
        const from = chance.below(other.length + 1);
        octets.splice(at, chance.below(4), ...other.subarray(from, from + 1 + chance.below(24)));
        break;
      }
      default:
        octets.splice(at, chance.below(2), ...chance.pick(octetInsertions));
    }
  }
  return Uint8Array.from(octets);
}
