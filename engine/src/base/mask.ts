// What stands where a secret was, in what people see.

/** How long it was often tells what is wrong with it. */
export function mask(size: number, unit: 'characters' | 'octets' = 'characters'): string {
  return `${begin}${size} ${unit}]`;
}

/** Whether a text is such, white space around it aside. */
export function isMask(text: string): boolean {
  return whole.test(text);
}

/** Whether there may be such in a text. */
export function holdsMask(text: string): boolean {
  return text.includes(begin);
}

const begin = '[masked: ';
const whole = /^\s*\[masked: \d+ (?:characters|octets)\]\s*$/;
