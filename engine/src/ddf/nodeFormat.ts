// The formats that a node's value may have, and whether a text fits one. [TND 9.4.2]

export const nodeFormats = ['b64', 'bin', 'bool', 'chr', 'int', 'node', 'null', 'xml', 'date', 'time', 'float'] as const;

export type NodeFormat = (typeof nodeFormats)[number];

export function isNodeFormat(name: string): name is NodeFormat {
  return (nodeFormats as readonly string[]).includes(name);
}

const leastInt = -(2 ** 31);
const mostInt = 2 ** 31 - 1;

/**
 * What is wrong with `value` as the text of a node of that format, as the end of a sentence ("isn't a decimal
 * integer"); `undefined` where nothing is. A `bin` value is written as base64 wherever it stands in a text.
 */
export function formatFault(format: NodeFormat, value: string): string | undefined {
  const trimmed = value.trim();
  switch (format) {
    case 'int': {
      if (!/^[+-]?\d{1,20}$/.test(trimmed)) return "isn't a decimal integer";
      // [TND 9.4.2.13] 32 bits, signed.
      const number = Number(trimmed);
      return number < leastInt || number > mostInt ? "isn't an integer of 32 bits" : undefined;
    }
    case 'bool':
      // TND leaves the words open: devices in the field use both pairs, in any case.
      return /^(?:true|false|1|0)$/i.test(trimmed) ? undefined : "isn't true or false";
    case 'b64':
    case 'bin':
      return isBase64(value) ? undefined : "isn't base64";
    case 'float':
      // [TND 9.4.2.19] The words of XML Schema.
      return /^(?:[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|-?INF|NaN)$/.test(trimmed) ? undefined : "isn't a number";
    case 'date':
      // [TND 9.4.2.17]
      return /^\d{4}(?:-?\d{2}(?:-?\d{2})?|-?W\d{2}(?:-?\d)?|-?\d{3})?$/.test(trimmed) ? undefined : "isn't an ISO 8601 date with century";
    case 'time':
      // [TND 9.4.2.18]
      return /^T?\d{2}(?::?\d{2}(?::?\d{2}(?:[.,]\d+)?)?)?(?:Z|[+-]\d{2}(?::?\d{2})?)?$/.test(trimmed) ? undefined : "isn't an ISO 8601 time";
    case 'null':
    case 'node':
      return trimmed === '' ? undefined : 'must be empty';
    case 'chr':
    case 'xml':
      return undefined;
  }
}

function isBase64(value: string): boolean {
  const packed = value.replace(/[ \t\r\n]+/g, '');
  return packed.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(packed);
}
