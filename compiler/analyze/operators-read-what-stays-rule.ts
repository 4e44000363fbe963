import { warningAt } from '../diagnostics/index.ts';
import type { Diagnostic } from '../diagnostics/index.ts';
import type { Symbol } from '../resolve/index.ts';
import type { Statement } from '../syntax/index.ts';
import { branchesOf, stepsOf } from './analysis.ts';
import type { Analysis, Rule } from './analysis.ts';
import { StateReads } from './state-reads.ts';

/**
 * An operator that reads a variable speaks of the state in which the step began: pcal.trans primes what statements say themselves, and
 * nothing within definitions. After an assignment that is seldom what is meant.
 */
export const operatorsReadWhatStays: Rule = (analysis) => {
  const problems: Diagnostic[] = [];
  const reads = new StateReads(analysis.spec.bindings);
  for (const { statements } of analysis.bodies)
    alongPaths(statements, new Set(), { analysis, reads, problems });
  return problems;
};

interface Surroundings {
  readonly analysis: Analysis;
  readonly reads: StateReads;
  readonly problems: Diagnostic[];
}

type Assigned = ReadonlySet<Symbol>;

/** Follows the paths through a sequence; answers what a path to its end may have assigned in the step under way. */
function alongPaths(statements: readonly Statement[], before: Assigned, around: Surroundings): Assigned {
  let assigned = new Set(before);
  for (const { statement, label } of stepsOf(statements)) {
    if (label !== undefined) assigned = new Set();
    if (assigned.size > 0) reportUses(statement, assigned, around);
    if (statement.kind === 'assign') {
      for (const { target } of statement.assignments) {
        const symbol = around.analysis.symbolOf(target);
        if (symbol !== undefined) assigned.add(symbol);
      }
      continue;
    }
    const ends = branchesOf(statement).map((branch) => alongPaths(branch, assigned, around));
    if (statement.kind !== 'while' && ends.length > 0) assigned = new Set(ends.flatMap((end) => [...end]));
  }
  return assigned;
}

/** Warns of the operators in a statement's own expressions; those of the statements in it are met along the paths. */
function reportUses(statement: Statement, assigned: Assigned, { reads, problems }: Surroundings): void {
  for (const { operator, node, variables } of reads.usesIn(ownParts(statement))) {
    const changed = [...variables].find((variable) => assigned.has(variable));
    if (changed === undefined || node.name === undefined) continue;
    problems.push(
      warningAt(
        'MP906',
        node.name.span,
        `${operator.name} reads ${changed.name} as it was before this step, which has assigned it.`,
        { hint: `Give ${operator.name} the value as an argument, or put a label before this statement.` },
      ),
    );
  }
}

function ownParts(statement: Statement): unknown {
  switch (statement.kind) {
    case 'if':
    case 'while':
      return statement.condition;
    case 'with':
      return statement.bindings;
    case 'either':
    case 'block':
      return [];
    default:
      return statement;
  }
}
