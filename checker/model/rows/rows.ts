import type { ModelLayout, ModelSection } from '../../../compiler/index.ts';
import type { Value } from '../../../runtime/tla/index.ts';
import type { Explorer } from '../explorer.ts';
import { Evaluator } from '../expressions.ts';
import type { Population } from '../processes.ts';
import type { Program } from '../program.ts';
import type { StepOracle } from '../step-oracle.ts';
import { ObservedExplorer } from './observed-explorer.ts';
import { ObservedMachine } from './observed-machine.ts';
import { RowEvaluator } from './row-evaluator.ts';
import { RowExplorer } from './row-explorer.ts';
import { RowLayout } from './row-layout.ts';
import { splitKeys } from './split-keys.ts';

/** What works on values. */
export interface RowParts {
  readonly layout: ModelLayout;
  readonly sections: readonly ModelSection[];
  readonly constants: readonly Value[];
  readonly population: Population;
  readonly slotCount: number;
  readonly explorer: Explorer;
  readonly evaluator: Evaluator;
  /** The program once more, to be observed; undefined if nothing is to be remembered. */
  readonly again: Program | undefined;
  readonly oracle: () => StepOracle;
}

/** The same on rows. */
export interface Rows {
  readonly layout: RowLayout;
  readonly explorer: RowExplorer;
  readonly evaluator: RowEvaluator;
}

export function rowsOf(parts: RowParts): Rows {
  const { layout, sections, population, slotCount, explorer, evaluator, again } = parts;
  const rows = new RowLayout(slotCount, splitKeys(layout, sections, population.places, explorer));
  const machine = (): ObservedMachine => {
    const made = new ObservedMachine(layout, parts.constants, parts.oracle, rows, slotCount);
    made.populate(population.places, population.procSet);
    return made;
  };
  const sectionMachine = machine();
  const formulaMachine = machine();
  return {
    layout: rows,
    explorer: new RowExplorer(
      rows,
      explorer,
      again && {
        machine: sectionMachine,
        explorer: new ObservedExplorer(sectionMachine, again, layout, sections, population.places),
      },
      sections.map(({ section }) => section.label),
      slotCount,
    ),
    evaluator: new RowEvaluator(
      rows,
      evaluator,
      again && { machine: formulaMachine, evaluator: new Evaluator(formulaMachine, again) },
      slotCount,
    ),
  };
}
