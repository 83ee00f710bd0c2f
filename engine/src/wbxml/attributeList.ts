// The attributes of one tag: SyncML's tables define none, so each is a name from the string table or a placeholder.
import { isXmlCodePoint, nameEnd } from '../xml/characters';
import type { Attribute } from '../xml/element';
import type { ProblemSink } from '../xml/problems';
import type { CharacterReader } from './characterReader';
import { wbxmlProblem } from './problems';
import type { TokenReader } from './readTokens';

/** Reads the tokens behind a tag up to the END of its attributes. */
export class AttributeList {
  private readonly attributes: Attribute[] = [];
  private readonly names = new Set<string>();
  private name: string | undefined;
  private value = '';
  private start = 0;
  private nameEnd = 0;
  private end = 0;

  constructor(
    private readonly tokens: TokenReader,
    private readonly characters: CharacterReader,
    private readonly problems: ProblemSink,
  ) {}

  read(): readonly Attribute[] {
    const { tokens, characters } = this;
    const first = tokens.start;
    while (tokens.next()) {
      switch (tokens.kind) {
        case 'attributes-end':
          this.finish();
          return this.attributes;
        case 'attribute':
          this.begin(`unknown-attribute-${tokens.page.toString(16).toUpperCase()}-${hexByte(tokens.number)}`);
          this.note('wbxml-attribute', `Attribute 0x${hexByte(tokens.number)} isn't defined: SyncML has none.`);
          break;
        case 'literal-attribute':
          this.begin(this.literalName());
          break;
        case 'string':
          this.append(characters.text(tokens.contentStart, tokens.contentEnd));
          break;
        case 'table-string':
          this.append(characters.tableText(tokens.value, tokens.start, tokens.end) ?? '');
          break;
        case 'entity':
          this.append(isXmlCodePoint(tokens.value) ? String.fromCodePoint(tokens.value) : '\ufffd');
          break;
        case 'opaque':
          // The one character that no string can hold.
          this.append(characters.text(tokens.contentStart, tokens.contentEnd).replaceAll('\0', '\ufffd'));
          break;
        case 'switch-page':
          break;
        default:
          this.note('wbxml-attribute', `0x${hexByte(tokens.number)} says nothing in an attribute of SyncML.`);
      }
    }
    this.finish();
    this.problems.push(wbxmlProblem('wbxml-truncated', 'The document ends within the attributes of a tag.', first, tokens.limit));
    return this.attributes;
  }

  private note(code: 'wbxml-attribute' | 'wbxml-literal-name', message: string): void {
    this.problems.push(wbxmlProblem(code, message, this.tokens.start, this.tokens.end));
  }

  private begin(name: string): void {
    this.finish();
    this.name = name;
    this.start = this.tokens.start;
    this.nameEnd = this.tokens.end;
    this.end = this.tokens.end;
  }

  private append(text: string): void {
    if (this.name === undefined) return;
    this.value += text;
    this.end = this.tokens.end;
  }

  private finish(): void {
    const { name } = this;
    if (name === undefined) return;
    if (this.names.has(name)) {
      this.problems.push(wbxmlProblem('wbxml-attribute', `${name.slice(0, 40)} is there already; this one is left out.`, this.start, this.end));
    } else {
      this.names.add(name);
      this.attributes.push({
        name,
        value: this.value,
        range: { start: this.start, end: this.end },
        nameRange: { start: this.start, end: this.nameEnd },
        valueRange: this.end > this.nameEnd ? { start: this.nameEnd, end: this.end } : { start: this.nameEnd, end: this.nameEnd },
      });
    }
    this.name = undefined;
    this.value = '';
  }

  private literalName(): string {
    const { tokens } = this;
    const name = this.characters.tableText(tokens.value, tokens.start, tokens.end) ?? '';
    if (name !== '' && nameEnd(name, 0) === name.length) return name;
    this.note('wbxml-literal-name', `"${name.slice(0, 40)}" can't be the name of an attribute.`);
    return `literal-${tokens.value.toString(16).toUpperCase()}`;
  }
}

function hexByte(number: number): string {
  return number.toString(16).toUpperCase().padStart(2, '0');
}
