// Breaks and shortens texts for a drawing, where nothing does it by itself.

/** How a text is set, which decides its width. */
export type TextStyle = 'title' | 'actor' | 'carrier' | 'note';

/** The width of a text in CSS pixels. */
export type Measure = (text: string, style: TextStyle) => number;

/** Lines that fit `width`, broken between words; a word too long for a line is shortened. At least one line. */
export function wrapText(text: string, width: number, style: TextStyle, measure: Measure): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (measure(longer, style) <= width) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    line = shortenText(word, width, style, measure);
  }
  return line === '' && lines.length > 0 ? lines : [...lines, line];
}

/** The text itself where it fits `width`, otherwise as much of its beginning as fits, with an ellipsis. */
export function shortenText(text: string, width: number, style: TextStyle, measure: Measure): string {
  if (measure(text, style) <= width) return text;
  let fits = 0;
  let tooLong = text.length;
  while (tooLong - fits > 1) {
    const middle = (fits + tooLong) >> 1;
    if (measure(`${text.slice(0, middle)}…`, style) <= width) fits = middle;
    else tooLong = middle;
  }
  return `${text.slice(0, fits).trimEnd()}…`;
}
