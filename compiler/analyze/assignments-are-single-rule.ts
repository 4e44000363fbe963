import { errorAt } from '../diagnostics/index.ts';
import type { Diagnostic } from '../diagnostics/index.ts';
import type { AssignStatement, AssignmentTarget, Statement } from '../syntax/index.ts';
import { branchesOf, stepsOf } from './analysis.ts';
import type { Analysis, Rule } from './analysis.ts';

/** No `||` assigns to a variable as a whole and again. */
export const parallelAssignmentsDiffer: Rule = (analysis) => {
  const problems: Diagnostic[] = [];
  forEachAssignment(analysis, (statement) => {
    const seen = new Map<string, AssignmentTarget[]>();
    for (const { target } of statement.assignments) {
      const earlier = seen.get(target.name.text) ?? [];
      const clash = earlier.find((other) => other.path.length === 0 || target.path.length === 0);
      if (clash !== undefined) problems.push(assignedTwice(target, clash, 'in one statement'));
      seen.set(target.name.text, [...earlier, target]);
    }
  });
  return problems;
};

/** Without multiple writes: on every path of a step a variable is assigned at most once, as pcal.trans demands. */
export const assignmentsAreSingle: Rule = (analysis) => {
  if (analysis.options.multipleWrites) return [];
  const problems: Diagnostic[] = [];
  for (const body of analysis.bodies) alongPaths(body.statements, new Map(), analysis, problems);
  return problems;
};

type Assigned = ReadonlyMap<object, AssignmentTarget>;

/** Follows the paths through a sequence; answers what a path to its end may have assigned in the step under way. */
function alongPaths(
  statements: readonly Statement[],
  before: Assigned,
  analysis: Analysis,
  problems: Diagnostic[],
): Assigned {
  let assigned = before;
  for (const { statement, label } of stepsOf(statements)) {
    if (label !== undefined) assigned = new Map();
    if (statement.kind === 'assign') {
      assigned = afterAssignment(statement, assigned, analysis, problems);
      continue;
    }
    const ends = branchesOf(statement).map((branch) => alongPaths(branch, assigned, analysis, problems));
    if (statement.kind !== 'while' && ends.length > 0) {
      assigned = new Map(ends.flatMap((end) => [...end]));
    }
  }
  return assigned;
}

function afterAssignment(
  statement: AssignStatement,
  before: Assigned,
  { symbolOf }: Analysis,
  problems: Diagnostic[],
): Assigned {
  const after = new Map(before);
  for (const { target } of statement.assignments) {
    const symbol = symbolOf(target);
    if (symbol === undefined) continue;
    const earlier = before.get(symbol);
    if (earlier !== undefined) problems.push(assignedTwice(target, earlier, 'in one step'));
    after.set(symbol, target);
  }
  return after;
}

function assignedTwice(target: AssignmentTarget, earlier: AssignmentTarget, where: string): Diagnostic {
  return errorAt('MP502', target.span, `${target.name.text} is assigned twice ${where}.`, {
    related: [{ span: earlier.span, message: 'first here' }],
    hint: where === 'in one step' ? 'Put a label between the two.' : 'Assign to it once.',
  });
}

function forEachAssignment(analysis: Analysis, visit: (statement: AssignStatement) => void): void {
  const sequences = [
    ...analysis.bodies.map((body) => body.statements),
    ...analysis.algorithm.mappingMacros.flatMap((macro) => [macro.read, macro.write]),
  ];
  const inSequence = (statements: readonly Statement[]): void => {
    for (const { statement } of stepsOf(statements)) {
      if (statement.kind === 'assign') visit(statement);
      for (const branch of branchesOf(statement)) inSequence(branch);
    }
  };
  sequences.forEach(inSequence);
}
