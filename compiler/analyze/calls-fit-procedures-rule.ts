import { countHint, errorAt, fewSearches, nameHint } from '../diagnostics/index.ts';
import type { Diagnostic } from '../diagnostics/index.ts';
import type { CallArgument, CallStatement, Parameter, ProcedureDefinition } from '../syntax/index.ts';
import { headOf } from './analysis.ts';
import type { Analysis, Rule } from './analysis.ts';
import { callsIn, withPlaceholders } from './references.ts';

/** A call names a procedure, gives as many arguments as it has parameters, and references for its references, with the same arity. */
export const callsFitProcedures: Rule = (analysis) => {
  const procedures = new Map(
    analysis.algorithm.procedures.map((procedure) => [procedure.name.text, procedure]),
  );
  const closest = fewSearches();
  return analysis.bodies.flatMap((body) =>
    callsIn(body).flatMap((call) => {
      const procedure = procedures.get(call.procedure.text);
      if (procedure !== undefined) return callProblems(call, procedure, analysis);
      const near = closest(call.procedure.text, () => procedures.keys());
      return [
        errorAt('MP703', call.procedure.span, `There is no procedure ${call.procedure.text}.`, {
          ...nameHint(near, `Define it: procedure ${call.procedure.text}(...) { ... }, before it is called.`),
        }),
      ];
    }),
  );
};

function callProblems(
  call: CallStatement,
  procedure: ProcedureDefinition,
  analysis: Analysis,
): readonly Diagnostic[] {
  const { params } = procedure;
  if (call.args.length !== params.length) {
    const given = call.args.length;
    return [
      errorAt(
        'MP202',
        headOf(call),
        `Procedure ${procedure.name.text} takes ${params.length} ${params.length === 1 ? 'argument' : 'arguments'}, but ${given} ${given === 1 ? 'is' : 'are'} given.`,
        { related: [{ span: procedure.name.span, message: 'defined here' }], hint: countHint(params.length) },
      ),
    ];
  }
  return call.args.flatMap((argument, index) => {
    const param = params[index];
    return param === undefined ? [] : argumentProblems(argument, param, procedure, analysis);
  });
}

function argumentProblems(
  argument: CallArgument,
  param: Parameter,
  procedure: ProcedureDefinition,
  { symbolOf }: Analysis,
): readonly Diagnostic[] {
  const related = [{ span: param.span, message: 'the parameter' }];
  const owner = `procedure ${procedure.name.text}`;
  if (argument.kind === 'valueArgument') {
    if (!param.ref) return [];
    return [
      errorAt(
        'MP604',
        argument.span,
        `Parameter ${param.name.text} of ${owner} is a reference, but a value is given.`,
        {
          related,
          hint: `Give a variable: ref ${withPlaceholders('x', param.arity)}.`,
        },
      ),
    ];
  }
  if (!param.ref) {
    return [
      errorAt(
        'MP604',
        argument.span,
        `Parameter ${param.name.text} of ${owner} is a value, but a reference is given.`,
        {
          related,
          hint: 'Leave ref out.',
        },
      ),
    ];
  }
  const symbol = symbolOf(argument);
  if (symbol === undefined) return [];
  if (symbol.kind !== 'variable' && symbol.kind !== 'archetypeParameter') {
    return [
      errorAt(
        'MP604',
        argument.span,
        `${argument.name.text} is not a variable, so there is no reference to it.`,
        {
          ...(symbol.span === undefined
            ? {}
            : { related: [{ span: symbol.span, message: 'declared here' }] }),
          hint: 'Keep the value in a variable, and give a reference to that.',
        },
      ),
    ];
  }
  const isReference = symbol.kind === 'archetypeParameter' && symbol.ref;
  if (isReference && symbol.arity !== argument.arity) {
    return [
      errorAt(
        'MP603',
        argument.span,
        `${argument.name.text} is a reference with ${countOfIndices(symbol.arity)}, but it is passed on with ${countOfIndices(argument.arity)}.`,
        { related, hint: `Write ref ${withPlaceholders(argument.name.text, symbol.arity)}.` },
      ),
    ];
  }
  if (argument.arity === param.arity) return [];
  return [
    errorAt(
      'MP603',
      argument.span,
      `Parameter ${param.name.text} of ${owner} is a reference with ${countOfIndices(param.arity)}, but one with ${countOfIndices(argument.arity)} is given.`,
      { related, hint: `Write ref ${withPlaceholders(argument.name.text, param.arity)}.` },
    ),
  ];
}

export function countOfIndices(arity: number): string {
  return arity === 0 ? 'no index' : arity === 1 ? '1 index' : `${arity} indices`;
}
