import { errorAt } from '../diagnostics/index.ts';
import type { Name } from '../syntax/index.ts';
import type { Rule } from './analysis.ts';

/** Names that mean something in every algorithm. */
const reservedEverywhere: readonly string[] = ['pc', 'stack', 'self'];
/** Names the translation gives to what it defines beside the variables. */
const reservedForTranslation: readonly string[] = ['vars', 'ProcSet', 'Init', 'Next', 'Spec', 'Termination'];

/** No variable or parameter takes a name that the algorithm or its translation has a meaning for. */
export const namesAreNotReserved: Rule = ({ algorithm, bodies }) => {
  const becomeVariables: readonly Name[] = [
    ...algorithm.variables.map(({ name }) => name),
    ...(algorithm.dialect === 'pluscal'
      ? bodies.flatMap((body) => [...body.params, ...body.variables].map(({ name }) => name))
      : []),
  ];
  const all: readonly Name[] = [
    ...algorithm.variables.map(({ name }) => name),
    ...bodies.flatMap((body) => [...body.params, ...body.variables].map(({ name }) => name)),
  ];
  const culprits = [
    ...all.filter(({ text }) => reservedEverywhere.includes(text)),
    ...becomeVariables.filter(({ text }) => reservedForTranslation.includes(text)),
  ];
  return culprits.map((name) =>
    errorAt('MP208', name.span, `${name.text} is reserved: it has a meaning in every algorithm.`, {
      hint: 'Choose another name.',
    }),
  );
};
