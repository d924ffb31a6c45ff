/** The words of a PDF as a reader takes them. Pure. */

export interface PdfToken {
  /** word: numbers and keywords; mark: brackets of arrays and dictionaries; text: strings, whose content is nobody's business. */
  kind: 'name' | 'word' | 'mark' | 'text';
  value: string;
  /** Where it ends. */
  end: number;
}

const space = /[\s\0]*/y;
const comment = /%[^\r\n]*/y;
const regular = /[^\s\0()<>[\]{}/%]+/y;

export function* tokensOf(text: string, from: number): Generator<PdfToken> {
  const match = (pattern: RegExp, at: number) => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0] ?? '';
  };
  for (let at = from; at < text.length; ) {
    const skipped = match(space, at).length + match(comment, at + match(space, at).length).length;
    if (skipped > 0) {
      at += skipped;
      continue;
    }
    const token = tokenAt(text, at, match);
    at = token.end;
    yield token;
  }
}

function tokenAt(text: string, at: number, match: (pattern: RegExp, at: number) => string): PdfToken {
  const sign = text[at]!;
  if (sign === '/') {
    const name = match(regular, at + 1);
    return { kind: 'name', value: spelled(name), end: at + 1 + name.length };
  }
  if (sign === '(') return { kind: 'text', value: '', end: endOfString(text, at) };
  if (sign === '<' && text[at + 1] !== '<') {
    const close = text.indexOf('>', at);
    return { kind: 'text', value: '', end: close === -1 ? text.length : close + 1 };
  }
  const word = match(regular, at);
  if (word) return { kind: 'word', value: word, end: at + word.length };
  const long = (sign === '<' || sign === '>') && text[at + 1] === sign;
  return { kind: 'mark', value: long ? sign + sign : sign, end: at + (long ? 2 : 1) };
}

/** `J#61vaScript` is JavaScript. */
const spelled = (name: string) =>
  name.replace(/#([0-9A-Fa-f]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

function endOfString(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === '\\') at += 1;
    else if (sign === '(') depth += 1;
    else if (sign === ')') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return text.length;
}
