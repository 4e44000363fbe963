import { depthProblem } from '../depth.ts';
import { errorAt, hasErrors } from '../diagnostics/index.ts';
import type { PhaseResult } from '../diagnostics/index.ts';
import { Source } from '../source/index.ts';
import type { Span } from '../source/index.ts';
import { algorithmText as readAlgorithmText, parseModule } from '../syntax/index.ts';
import type { Algorithm, Module } from '../syntax/index.ts';
import { algorithmText } from './algorithm-printer.ts';
import { sameTree } from './same-tree.ts';
import { Trivia } from './trivia.ts';

/**
 * The text of a spec file with its algorithm laid out in one style and everything else as it was. Comments stay where they are; expressions and simple
 * statements with comments inside stay as they are written. The result has been read again and is the same tree. `value` is undefined, and there is
 * an error, if the spec cannot be read; it is the text itself if there is no algorithm.
 */
export function formatSpec(source: Source): PhaseResult<string | undefined> {
  const { value: module, diagnostics } = parseModule(source);
  if (hasErrors(diagnostics)) return { value: undefined, diagnostics };
  const depth = depthProblem(module, 'whenWritten');
  if (depth !== undefined) return { value: undefined, diagnostics: [...diagnostics, depth] };
  const algorithm = algorithmOf(module);
  if (algorithm === undefined) return { value: source.text, diagnostics };
  const text = formatted(source, algorithm);
  const again = parseModule(new Source(source.name, text));
  const result = algorithmOf(again.value);
  const unchanged =
    result !== undefined &&
    !hasErrors(again.diagnostics) &&
    sameTree(again.value, module) &&
    sameComments(algorithm.span, result.span);
  if (!unchanged) {
    const problem = errorAt(
      'MP801',
      algorithm.name.span,
      `${algorithm.name.text} cannot be laid out anew without changing what it says.`,
      { hint: 'Move comments that stand in the middle of expressions out of them.' },
    );
    return { value: undefined, diagnostics: [...diagnostics, problem] };
  }
  return { value: text, diagnostics };
}

export function algorithmOf(module: Module): Algorithm | undefined {
  for (const unit of module.units) if (unit.kind === 'algorithmUnit') return unit.algorithm;
  return undefined;
}

function formatted(source: Source, algorithm: Algorithm): string {
  const { start, end } = algorithm.span;
  const lineEnd = /\r\n|\n|\r/.exec(source.text)?.[0] ?? '\n';
  const { line } = source.positionAt(start);
  const column = /^[ \t]*/.exec(source.lineText(line))?.[0].length ?? 0;
  const trivia = new Trivia(source, readAlgorithmText(source, start, end));
  const text = algorithmText(algorithm, { column, trivia }).replaceAll('\n', lineEnd);
  return source.text.slice(0, start) + text + source.text.slice(semicolonAfter(algorithm.span));
}

/** The text printed ends `end algorithm;`, whether or not the `;` was there. */
function semicolonAfter({ source, end }: Span): number {
  const rest = /^[ \t]*;/.exec(source.text.slice(end));
  return source.text[end - 1] === ';' || rest === null ? end : end + rest[0].length;
}

/** Whether two algorithms have the same comments, in any order and however they are indented. */
function sameComments(before: Span, after: Span): boolean {
  const words = ({ source, start, end }: Span): string =>
    readAlgorithmText(source, start, end)
      .comments.map((comment) => source.text.slice(comment.start, comment.end).replace(/\s+/g, ' ').trim())
      .sort()
      .join('\n');
  return words(before) === words(after);
}
