import type { ModelLayout, ModelSection } from '../../compiler/index.ts';
import type { ProcessPlace } from './machine.ts';
import type { ModelStep, StepFairness } from './model.ts';

/**
 * The fairness that an algorithm asks for, as pcal.trans writes it into Spec: weak fairness of everything for a fair algorithm; of the steps of
 * each fair process, those of the procedures it calls included, without labels marked `-`; strong fairness instead for `fair+`, and besides for
 * each label marked `+` of a fair process.
 */
export function algorithmFairness(
  layout: ModelLayout,
  sections: readonly ModelSection[],
  places: readonly ProcessPlace[],
  steps: readonly ModelStep[],
): readonly StepFairness[] {
  const modifier = modifiers(sections);
  const numbered = steps.map((step, number) => ({ step, number, fairness: modifier(step) }));
  const fairness: StepFairness[] = [];
  if (layout.isFair && !layout.isSequential)
    fairness.push({ strong: false, steps: new Set(numbered.map(({ number }) => number)) });
  places.forEach(({ declaration }, process) => {
    const declared = layout.declarations[declaration]?.fairness ?? 'unfair';
    const kind = layout.isSequential && layout.isFair ? 'weak' : declared;
    if (kind === 'unfair') return;
    const own = numbered.filter(({ step }) => step.process === process);
    const fair = own.filter((entry) => entry.fairness !== 'unfair').map(({ number }) => number);
    if (fair.length > 0) fairness.push({ strong: kind === 'strong', steps: new Set(fair) });
    if (kind === 'strong') return;
    for (const { number } of own.filter((entry) => entry.fairness === 'strong'))
      fairness.push({ strong: true, steps: new Set([number]) });
  });
  return fairness;
}

/** What a step's label is marked with. */
function modifiers(
  sections: readonly ModelSection[],
): (step: ModelStep) => ModelSection['section']['fairness'] {
  const bySpan = new Map(sections.map(({ section }) => [section.span, section.fairness]));
  return (step) => bySpan.get(step.span) ?? 'none';
}
