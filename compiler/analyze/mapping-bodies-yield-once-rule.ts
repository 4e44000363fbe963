import { errorAt } from '../diagnostics/index.ts';
import type { Diagnostic } from '../diagnostics/index.ts';
import type { Span } from '../source/index.ts';
import type { Statement } from '../syntax/index.ts';
import { branchesOf, headOf, stepsOf } from './analysis.ts';
import type { Rule } from './analysis.ts';

/** Every path through the read body and through the write body of a mapping macro yields exactly once. */
export const mappingBodiesYieldOnce: Rule = ({ algorithm }) =>
  algorithm.mappingMacros.flatMap((macro) => [
    ...yieldProblems(macro.read, macro.readSpan, `The read body of ${macro.name.text}`),
    ...yieldProblems(macro.write, macro.writeSpan, `The write body of ${macro.name.text}`),
  ]);

/** What the paths to a place have done: whether some have not yielded, and where one has. */
interface Paths {
  readonly withoutYield: boolean;
  readonly yielded: Span | undefined;
}

function yieldProblems(body: readonly Statement[], span: Span, what: string): readonly Diagnostic[] {
  const problems: Diagnostic[] = [];
  const end = follow(body, { withoutYield: true, yielded: undefined }, what, problems);
  if (end.withoutYield) {
    problems.push(
      errorAt('MP608', { ...span, end: firstLineEnd(span) }, `${what} has a path that does not yield.`, {
        ...(end.yielded === undefined
          ? {}
          : { related: [{ span: end.yielded, message: 'other paths yield here' }] }),
        hint: 'Every path must yield exactly once.',
      }),
    );
  }
  return problems;
}

function follow(
  statements: readonly Statement[],
  before: Paths,
  what: string,
  problems: Diagnostic[],
): Paths {
  let paths = before;
  for (const { statement } of stepsOf(statements)) {
    if (statement.kind === 'errorStatement') return { withoutYield: false, yielded: undefined };
    if (statement.kind === 'yield') {
      if (paths.yielded !== undefined) {
        problems.push(
          errorAt('MP608', headOf(statement), `${what} has a path that yields twice.`, {
            related: [{ span: paths.yielded, message: 'the first yield' }],
            hint: 'Every path must yield exactly once.',
          }),
        );
      }
      paths = { withoutYield: false, yielded: statement.span };
      continue;
    }
    const ends = branchesOf(statement).map((branch) => follow(branch, paths, what, problems));
    if (ends.length === 0) continue;
    paths = {
      withoutYield: ends.some((end) => end.withoutYield),
      yielded: ends.find((end) => end.yielded !== undefined)?.yielded,
    };
  }
  return paths;
}

function firstLineEnd(span: Span): number {
  const text = span.source.text.slice(span.start, span.end);
  const lineEnd = /\r|\n/.exec(text)?.index ?? text.length;
  return span.start + lineEnd;
}
