import { Source } from '../../compiler/index.ts';
import { parseConfig, parseConstant } from './parse.ts';

/**
 * The text of a configuration in which constants are what `constants` say (`N = 3`, `N <- M`) instead of what the file says of them, in the
 * same places; those it does not mention come at the end. Of texts that give the same constant the last one counts. All must be well-formed.
 */
export function withConstants(config: Source, constants: readonly string[]): string {
  const given = new Map(constants.map((text) => [constantOf(text), text.trim()] as const));
  const { values, replacements } = parseConfig(config).value;
  const overridden = [...values, ...replacements]
    .filter(({ name }) => given.has(name.text))
    .sort((a, b) => a.span.start - b.span.start);
  const placed = new Set<string>();
  let text = '';
  let end = 0;
  for (const { name, span } of overridden) {
    const instead = placed.has(name.text) ? '' : (given.get(name.text) ?? '');
    placed.add(name.text);
    text += `${config.text.slice(end, span.start)}${instead}`;
    end = span.end;
  }
  const added = [...given].flatMap(([name, written]) => (placed.has(name) ? [] : [`CONSTANT ${written}`]));
  return [`${text}${config.text.slice(end)}`, ...added].join('\n');
}

function constantOf(text: string): string {
  const { values, replacements } = parseConstant(new Source('--const', text)).value;
  return [...values, ...replacements][0]?.name.text ?? text;
}
