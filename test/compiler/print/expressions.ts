import fc from 'fast-check';
import { Source } from '../../../compiler/source/index.ts';
import type { Argument, Definition, Expression, Name, Pattern } from '../../../compiler/syntax/index.ts';
import { infixOperators, postfixOperators, prefixOperators } from '../../../compiler/syntax/index.ts';

const span = { source: new Source('made up', ''), start: 0, end: 0 };

export function name(text: string): Name {
  return { kind: 'name', text, span };
}

const names = fc.constantFrom('a', 'b', 'x', 'y1', 'longerName', 'self').map(name);
const symbols = [...infixOperators.keys()].filter((symbol) => symbol !== '\\X');
const patterns: fc.Arbitrary<Pattern> = fc.oneof(
  { weight: 3, arbitrary: names },
  {
    weight: 1,
    arbitrary: fc
      .array(names, { minLength: 1, maxLength: 3 })
      .map((list) => ({ kind: 'tuplePattern' as const, names: list, span })),
  },
);

const leaves: fc.Arbitrary<Expression> = fc.oneof(
  fc.bigInt({ min: 0n, max: 10n ** 20n }).map((value): Expression => ({ kind: 'number', value, span })),
  fc.constant<Expression>({ kind: 'decimal', text: '3.25', span }),
  fc
    .string({ maxLength: 4 })
    .map((text): Expression => ({ kind: 'string', value: text.replace(/[^ -~\t\n\r\f]/g, '?'), span })),
  fc.boolean().map((value): Expression => ({ kind: 'boolean', value, span })),
  fc
    .constantFrom<'BOOLEAN' | 'STRING'>('BOOLEAN', 'STRING')
    .map((text): Expression => ({ kind: 'builtinSet', name: text, span })),
  names.map((text): Expression => ({ kind: 'application', steps: [], name: text, args: [], span })),
);

/** `a M(args)!+ b` and its like. */
function throughInstance(
  fixity: 'infix' | 'prefix' | 'postfix',
  operator: string,
  instance: Name,
  instanceArgs: readonly Expression[],
  args: readonly Expression[],
): Expression {
  const steps = [{ kind: 'instanceStep', name: instance, args: instanceArgs, span }] as const;
  return { kind: 'application', fixity, steps, name: name(operator), args, span };
}

/** Trees of every kind of expression the parser makes in a module (no brackets: the printer has to put them), within EXCEPT values `@` too. */
export const expressions: fc.Arbitrary<Expression> = fc.letrec<{
  tree: Expression;
  argument: Argument;
  definition: Definition;
}>((tie) => {
  const tree = tie('tree');
  const some = fc.array(tree, { maxLength: 3 });
  const atLeastOne = fc.array(tree, { minLength: 1, maxLength: 3 });
  const bounds = fc.array(
    fc.record({
      kind: fc.constant('bound' as const),
      patterns: fc.array(patterns, { minLength: 1, maxLength: 2 }),
      set: tree,
      span: fc.constant(span),
    }),
    { minLength: 1, maxLength: 2 },
  );
  const fields = fc.uniqueArray(
    fc.record({
      kind: fc.constant('recordField' as const),
      name: fc.constantFrom('f', 'g', 'with', 'read').map(name),
      value: tree,
      span: fc.constant(span),
    }),
    { minLength: 1, maxLength: 3, selector: (field) => field.name.text },
  );
  const path = fc.array(
    fc.oneof(
      names.map((text) => ({ kind: 'fieldStep' as const, name: text, span })),
      atLeastOne.map((args) => ({ kind: 'indexStep' as const, args, span })),
    ),
    { minLength: 1, maxLength: 2 },
  );
  const kinds: fc.Arbitrary<Expression>[] = [
    fc
      .tuple(fc.constantFrom(...symbols), tree, tree)
      .map(([operator, left, right]) => ({ kind: 'infix', operator, operatorSpan: span, left, right, span })),
    fc
      .tuple(fc.constantFrom('/\\', '\\/', '=', '+', '-', '*', '..', '=>', '\\in'), tree, tree)
      .map(([operator, left, right]) => ({ kind: 'infix', operator, operatorSpan: span, left, right, span })),
    fc
      .tuple(fc.constantFrom(...prefixOperators.keys()), tree)
      .map(([operator, operand]) => ({ kind: 'prefix', operator, operatorSpan: span, operand, span })),
    fc
      .tuple(fc.constantFrom(...postfixOperators.keys()), tree)
      .map(([operator, operand]) => ({ kind: 'postfix', operator, operatorSpan: span, operand, span })),
    fc
      .tuple(fc.constantFrom('\\preceq', '+', '!!', '-', '(+)', '||'), names, some, tree, tree)
      .map(([operator, instance, args, left, right]) =>
        throughInstance('infix', operator, instance, args, [left, right]),
      ),
    fc
      .tuple(fc.constantFrom('^+', '^*', '^#'), names, some, tree)
      .map(([operator, instance, args, operand]) =>
        throughInstance('postfix', operator, instance, args, [operand]),
      ),
    fc
      .tuple(names, some, tree)
      .map(([instance, args, operand]) => throughInstance('prefix', '-.', instance, args, [operand])),
    fc.tuple(fc.constantFrom<'/\\' | '\\/'>('/\\', '\\/'), atLeastOne).map(([operator, items]) => ({
      kind: 'junction',
      operator,
      bullets: items.map(() => span),
      items,
      span,
    })),
    fc.array(tree, { minLength: 2, maxLength: 3 }).map((factors) => ({ kind: 'product', factors, span })),
    some.map((elements) => ({ kind: 'tuple', elements, span })),
    some.map((elements) => ({ kind: 'setEnumeration', elements, span })),
    fc
      .tuple(patterns, tree, tree)
      .map(([pattern, set, predicate]) => ({ kind: 'setFilter', pattern, set, predicate, span })),
    fc.tuple(tree, bounds).map(([body, list]) => ({ kind: 'setMap', body, bounds: list, span })),
    fc
      .tuple(tree, atLeastOne)
      .map(([base, args]) => ({ kind: 'functionApplication', function: base, args, span })),
    fc.tuple(bounds, tree).map(([list, body]) => ({ kind: 'functionConstructor', bounds: list, body, span })),
    fc.tuple(tree, tree).map(([domain, range]) => ({ kind: 'functionSet', domain, range, span })),
    fields.map((list) => ({ kind: 'record', fields: list, span })),
    fields.map((list) => ({ kind: 'recordSet', fields: list, span })),
    fc.tuple(tree, path, tree, fc.boolean()).map(([base, steps, value, at]) => ({
      kind: 'except',
      base,
      updates: [{ kind: 'exceptUpdate', path: steps, value: at ? { kind: 'atSign', span } : value, span }],
      span,
    })),
    fc.tuple(tree, names).map(([record, field]) => ({ kind: 'fieldAccess', record, field, span })),
    fc.tuple(fc.constantFrom<'\\A' | '\\E'>('\\A', '\\E'), bounds, tree).map(([quantifier, list, body]) => ({
      kind: 'quantifier',
      quantifier,
      bounds: list,
      names: [],
      body,
      span,
    })),
    fc.tuple(fc.constantFrom<'\\A' | '\\EE'>('\\A', '\\EE'), names, tree).map(([quantifier, text, body]) => ({
      kind: 'quantifier',
      quantifier,
      bounds: [],
      names: [text],
      body,
      span,
    })),
    fc
      .tuple(patterns, fc.option(tree, { nil: undefined }), tree)
      .map(([pattern, set, predicate]) => ({ kind: 'choose', pattern, set, predicate, span })),
    fc.tuple(tree, tree, tree).map(([condition, then, otherwise]) => ({
      kind: 'ifExpression',
      condition,
      then,
      else: otherwise,
      span,
    })),
    fc
      .tuple(
        fc.array(fc.tuple(tree, tree), { minLength: 1, maxLength: 2 }),
        fc.option(tree, { nil: undefined }),
      )
      .map(([arms, other]) => ({
        kind: 'case',
        arms: arms.map(([condition, value]) => ({ kind: 'caseArm', condition, value, span })),
        other,
        span,
      })),
    fc
      .tuple(fc.array(tie('definition'), { minLength: 1, maxLength: 2 }), tree)
      .map(([definitions, body]) => ({ kind: 'let', definitions, body, span })),
    fc
      .tuple(names, fc.array(names, { maxLength: 2 }), tree)
      .map(([label, params, body]) => ({ kind: 'labelled', label, params, body, span })),
    fc
      .tuple(fc.boolean(), tree, tree)
      .map(([box, action, subscript]) => ({ kind: 'action', box, action, subscript, span })),
    fc
      .tuple(fc.boolean(), tree, tree)
      .map(([strong, subscript, action]) => ({ kind: 'fairness', strong, subscript, action, span })),
    fc
      .tuple(names, fc.array(tie('argument'), { minLength: 1, maxLength: 3 }))
      .map(([text, args]) => ({ kind: 'application', steps: [], name: text, args, span })),
    fc
      .tuple(
        names,
        fc.array(tie('argument'), { maxLength: 2 }),
        names,
        fc.array(tie('argument'), { maxLength: 2 }),
      )
      .map(([step, stepArgs, text, args]) => ({
        kind: 'application',
        steps: [{ kind: 'instanceStep', name: step, args: stepArgs, span }],
        name: text,
        args,
        span,
      })),
  ];
  return {
    tree: fc.oneof({ depthSize: 'small', withCrossShrink: true, maxDepth: 5 }, leaves, ...kinds),
    argument: fc.oneof(
      { weight: 4, arbitrary: tree as fc.Arbitrary<Argument> },
      {
        weight: 1,
        arbitrary: fc
          .constantFrom(...symbols, '\\X', "'", 'DOMAIN')
          .map((operator): Argument => ({ kind: 'operatorSymbol', operator, span })),
      },
      {
        weight: 1,
        arbitrary: fc
          .tuple(fc.array(names, { minLength: 1, maxLength: 2 }), tree)
          .map(([params, body]): Argument => ({ kind: 'lambda', params, body, span })),
      },
    ),
    definition: fc.oneof(
      fc
        .tuple(names, fc.array(fc.tuple(names, fc.integer({ min: 0, max: 2 })), { maxLength: 2 }), tree)
        .map(([text, params, body]): Definition => ({
          kind: 'operatorDefinition',
          local: false,
          name: text,
          fixity: 'name',
          params: params.map(([param, arity]) => ({ kind: 'operatorParameter', name: param, arity, span })),
          body,
          comment: undefined,
          span,
        })),
      fc.tuple(fc.constantFrom('##', '+', '\\o'), tree).map(([symbol, body]): Definition => ({
        kind: 'operatorDefinition',
        local: false,
        name: name(symbol),
        fixity: 'infix',
        params: [name('a'), name('b')].map((param) => ({
          kind: 'operatorParameter',
          name: param,
          arity: 0,
          span,
        })),
        body,
        comment: undefined,
        span,
      })),
      fc.tuple(names, bounds, tree).map(([text, list, body]): Definition => ({
        kind: 'functionDefinition',
        local: false,
        name: text,
        bounds: list,
        body,
        comment: undefined,
        span,
      })),
      fc.constant<Definition>({
        kind: 'recursive',
        operators: [{ kind: 'operatorParameter', name: name('F'), arity: 1, span }],
        span,
      }),
      fc.tuple(names, tree).map(([text, value]): Definition => ({
        kind: 'instanceDefinition',
        local: false,
        name: name('I'),
        params: [],
        module: name('M'),
        substitutions: [{ kind: 'substitution', name: text, value, span }],
        span,
      })),
    ),
  };
}).tree;
