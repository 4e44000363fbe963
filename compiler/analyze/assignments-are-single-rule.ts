import type { Diagnostic } from '../diagnostics/index.ts';
import type { AssignStatement, AssignmentTarget, Statement } from '../syntax/index.ts';
import { branchesOf, stepsOf } from './analysis.ts';
import type { Analysis, Rule } from './analysis.ts';
import { assignedTwice } from './parallel-assignments-differ-rule.ts';

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
