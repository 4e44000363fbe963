import type { Diagnostic, ModelLayout, PhaseResult } from '../../compiler/index.ts';
import { errorAt } from '../../compiler/index.ts';
import type { Value } from '../../runtime/tla/index.ts';
import {
  TlaEvaluationError,
  asEvaluationError,
  elements,
  makeSet,
  toTlaString,
} from '../../runtime/tla/index.ts';
import { Machine } from './machine.ts';
import type { ProcessPlace } from './machine.ts';
import type { Program } from './program.ts';

/** The processes there are, in the order of their declarations, with the set of their identities. */
export interface Population {
  readonly places: readonly ProcessPlace[];
  readonly procSet: Value;
}

/** Evaluates the identities of all processes. */
export function populationOf(
  layout: ModelLayout,
  program: Program,
  constants: readonly Value[],
): PhaseResult<Population | undefined> {
  const machine = new Machine(layout, constants, () => {
    throw new Error('model: there are no steps before there are processes');
  });
  const diagnostics: Diagnostic[] = [];
  const places: ProcessPlace[] = [];
  let base = layout.isSequential ? 0 : layout.sharedSize;
  layout.declarations.forEach((declaration, number) => {
    const code = program.ids[number];
    try {
      const value = code === undefined ? undefined : machine.evaluate(code, [], []);
      const ids = value === undefined || declaration.relation === '=' ? [value] : elements(value);
      for (const self of ids) {
        places.push({ declaration: number, base, self });
        base += declaration.size;
      }
    } catch (thrown) {
      const error = asEvaluationError(thrown);
      if (!(error instanceof TlaEvaluationError)) throw error;
      diagnostics.push(
        errorAt(
          'MP801',
          declaration.id?.span ?? declaration.span,
          `The processes ${declaration.name} cannot be told: ${error.message}`,
          { hint: 'Give the identities by a finite set, or by one value.' },
        ),
      );
    }
  });
  if (diagnostics.length > 0) return { value: undefined, diagnostics };
  if (layout.isSequential) return { value: { places, procSet: makeSet([]) }, diagnostics };
  try {
    const ids = places.map(({ self }) => self as Value);
    const procSet = makeSet(ids);
    if (procSet.size !== ids.length) diagnostics.push(...sharedIdentities(layout, places));
    return { value: diagnostics.length > 0 ? undefined : { places, procSet }, diagnostics };
  } catch (thrown) {
    const error = asEvaluationError(thrown);
    const [first] = layout.declarations;
    if (!(error instanceof TlaEvaluationError) || first === undefined) throw error;
    return {
      value: undefined,
      diagnostics: [
        errorAt('MP801', first.span, `The identities of the processes make no set: ${error.message}`, {
          hint: 'Use identities of one type, or model values.',
        }),
      ],
    };
  }
}

function sharedIdentities(layout: ModelLayout, places: readonly ProcessPlace[]): readonly Diagnostic[] {
  const seen = new Map<string, number>();
  return places.flatMap(({ self, declaration }) => {
    const text = toTlaString(self as Value);
    const other = layout.declarations[seen.get(text) ?? declaration];
    const present = layout.declarations[declaration];
    const isSecond = seen.has(text);
    seen.set(text, declaration);
    if (!isSecond || present === undefined || other === undefined) return [];
    return [
      errorAt('MP801', present.id?.span ?? present.span, `Two processes have the identity ${text}.`, {
        related: [{ span: other.id?.span ?? other.span, message: 'the other one' }],
        hint: 'Give every process an identity of its own.',
      }),
    ];
  });
}
