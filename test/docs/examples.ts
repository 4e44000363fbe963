import { readdirSync, readFileSync } from 'node:fs';

/** A fenced block of the language reference. */
export interface Example {
  /** `docs/language/mpcal.md:12`: where it stands. */
  readonly place: string;
  readonly kind: 'value' | 'module' | 'block';
  /** The diagnostic it is to give. */
  readonly code: string | undefined;
  readonly text: string;
}

const folder = new URL('../../docs/language/', import.meta.url);

export function pageText(name: string): string {
  return readFileSync(new URL(name, folder), 'utf8');
}

/** Every block that is marked as an example, in the order of pages and lines. */
export function examples(): readonly Example[] {
  const pages = readdirSync(folder).filter((name) => name.endsWith('.md'));
  return pages.flatMap((page) => {
    const lines = pageText(page).split('\n');
    return lines.flatMap((line, index): readonly Example[] => {
      const mark = /^```tla (value|module|block)(?: (MP\d{3}))?$/.exec(line);
      if (mark === null) {
        if (/^```\w/.test(line))
          throw new Error(`docs/language/${page}:${index + 1}: an example that no test runs`);
        return [];
      }
      const end = lines.indexOf('```', index);
      const text = lines.slice(index + 1, end).join('\n');
      const place = `docs/language/${page}:${index + 1}`;
      return [{ place, kind: mark[1] as Example['kind'], code: mark[2], text }];
    });
  });
}

export interface ValueExample {
  readonly expression: string;
  /** undefined: it has no value; null: it is no expression. */
  readonly value: string | undefined | null;
}

/** The expressions of a block: each ends with the line whose comment says what comes of it. */
export function valueExamples(text: string): readonly ValueExample[] {
  const found: ValueExample[] = [];
  let lines: string[] = [];
  for (const line of text.split('\n')) {
    if (line === '' && lines.length === 0) continue;
    const mark = /^(.*?)\s*\\\* (?:= (.*)|(has no value)|(is no expression))$/.exec(line);
    lines.push(mark?.[1] ?? line);
    if (mark === null) continue;
    const value = mark[2] ?? (mark[3] === undefined ? null : undefined);
    found.push({ expression: lines.join('\n'), value });
    lines = [];
  }
  if (lines.length > 0) throw new Error(`nothing is said of ${lines.join('\n')}`);
  return found;
}
