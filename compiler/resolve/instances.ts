import type {
  Application,
  Argument,
  Expression,
  Infix,
  InstanceDefinition,
  Lambda,
  Name,
  OperatorDefinition,
  OperatorParameter,
  OperatorSymbol,
  Postfix,
  Prefix,
  RecursiveDeclaration,
  Unit,
} from '../syntax/index.ts';
import type { Span } from '../source/index.ts';
import { copyTree } from './copy.ts';

/** The parameters of an instance `I(x, Op(_))`, under names no text can contain. */
export function instanceParameters(
  params: readonly OperatorParameter[],
  prefix: string,
): readonly OperatorParameter[] {
  return params.map((param) => ({ ...param, name: { ...param.name, text: `${prefix}${param.name.text}` } }));
}

/** A value expression, an operator or a LAMBDA, applied to arguments or standing for a value when there are none. */
export function applyArgument(argument: Argument, args: readonly Expression[], span: Span): Expression {
  switch (argument.kind) {
    case 'operatorSymbol': {
      const [left, right] = args;
      const { operator } = argument;
      if (left !== undefined && right !== undefined) {
        return { kind: 'infix', span, operator, operatorSpan: argument.span, left, right };
      }
      if (left !== undefined && (operator === "'" || operator.startsWith('^'))) {
        return { kind: 'postfix', span, operator, operatorSpan: argument.span, operand: left };
      }
      if (left !== undefined) {
        return { kind: 'prefix', span, operator, operatorSpan: argument.span, operand: left };
      }
      return { kind: 'error', span };
    }
    case 'lambda':
      return argument.body;
    case 'application':
      return args.length === 0 ? copyTree(argument) : { ...copyTree(argument), args };
    default:
      return copyTree(argument);
  }
}

/**
 * Copies a unit of a module for an instance. If the instance has parameters, every definition gets them before its own, and every use
 * of such a definition inside the module passes them on; a function definition becomes an operator whose value is the function.
 * `arityOf` answers the arity, without the instance's parameters, of a name of the module that takes them, undefined for other names.
 */
export function copyUnit(
  unit: Unit,
  params: readonly OperatorParameter[],
  arityOf: (name: string) => number | undefined,
): Unit {
  if (params.length === 0) return copyTree(unit);

  const passed = (): readonly Argument[] => params.map((param) => bareName(param.name));

  const apply = (name: Name, span: Span, args: readonly Argument[]): Application => ({
    kind: 'application',
    span,
    steps: [],
    name,
    args: [...passed(), ...args],
  });

  const asOperator = (name: Name, span: Span, arity: number): Lambda => {
    const names = Array.from({ length: arity }, (_, index): Name => ({
      kind: 'name',
      text: `${name.text}!argument${index + 1}`,
      span,
    }));
    return { kind: 'lambda', span, params: names, body: apply(name, span, names.map(bareName)) };
  };

  const rewrite = <T>(tree: T, hidden: ReadonlySet<string> = new Set()): T =>
    copyTree(tree, (node, copy) => {
      switch (node.kind) {
        case 'application': {
          const application = node as Application;
          const [step, ...steps] = application.steps;
          if (step !== undefined) {
            if (arityOf(step.name.text) === undefined) return undefined;
            const first = { ...step, args: [...passed(), ...copy(step.args)] };
            return { ...application, steps: [first, ...copy(steps)], args: copy(application.args) };
          }
          const arity = hidden.has(application.name.text) ? undefined : arityOf(application.name.text);
          if (arity === undefined) return undefined;
          if (arity > 0 && application.args.length === 0) {
            return asOperator(copy(application.name), application.span, arity);
          }
          return apply(copy(application.name), application.span, copy(application.args));
        }
        case 'infix': {
          const infix = node as Infix;
          if (arityOf(infix.operator) === undefined) return undefined;
          return apply(operatorName(infix), infix.span, [copy(infix.left), copy(infix.right)]);
        }
        case 'prefix':
        case 'postfix': {
          const unary = node as Prefix | Postfix;
          if (arityOf(unary.operator) === undefined) return undefined;
          return apply(operatorName(unary), unary.span, [copy(unary.operand)]);
        }
        case 'operatorSymbol': {
          const symbol = node as OperatorSymbol;
          const arity = arityOf(symbol.operator);
          if (arity === undefined) return undefined;
          return asOperator({ kind: 'name', text: symbol.operator, span: symbol.span }, symbol.span, arity);
        }
        default:
          return undefined;
      }
    });

  switch (unit.kind) {
    case 'operatorDefinition': {
      const { name, comment, body, ...head } = unit;
      const own = copyTree(unit.params);
      return withBody(
        { ...head, name: copyTree(name), fixity: 'name', params: [...copyTree(params), ...own], comment },
        () => rewrite(body),
      );
    }
    case 'functionDefinition': {
      const value = (): Expression => {
        const inner = rewrite(unit, new Set([unit.name.text]));
        return {
          kind: 'let',
          span: unit.span,
          definitions: [
            { ...inner, local: false, name: { ...inner.name, text: `${unit.name.text}!function` } },
          ],
          body: bareName({ ...inner.name, text: `${unit.name.text}!function` }),
        };
      };
      return withBody(
        {
          kind: 'operatorDefinition',
          span: unit.span,
          local: unit.local,
          name: copyTree(unit.name),
          fixity: 'name',
          params: copyTree(params),
          comment: unit.comment,
        },
        () => renameInside(value(), unit.name.text),
      );
    }
    case 'instanceDefinition': {
      const copied: InstanceDefinition = rewrite(unit);
      return { ...copied, params: [...copyTree(params), ...copied.params] };
    }
    case 'recursive': {
      const copied: RecursiveDeclaration = copyTree(unit);
      return {
        ...copied,
        operators: copied.operators.map((operator) => ({
          ...operator,
          arity: operator.arity + params.length,
        })),
      };
    }
    default:
      return rewrite(unit);
  }
}

/**
 * A definition whose body is copied when it is asked for: RECURSIVE declares it above instances that its body uses, and what takes the
 * parameters is known below them only.
 */
function withBody(head: Omit<OperatorDefinition, 'body'>, make: () => Expression): OperatorDefinition {
  let made: Expression | undefined;
  return {
    ...head,
    get body() {
      made ??= make();
      return made;
    },
  };
}

/** Lets a function's body mention the function by its inner name. */
function renameInside(value: Expression, name: string): Expression {
  return copyTree(value, (node, copy) => {
    const application = node as Application;
    if (node.kind !== 'application' || application.name.text !== name || application.steps.length > 0) {
      return undefined;
    }
    return {
      ...application,
      name: { ...application.name, text: `${name}!function` },
      args: copy(application.args),
    };
  });
}

export function bareName(name: Name): Application {
  return { kind: 'application', span: name.span, steps: [], name: { ...name }, args: [] };
}

function operatorName(node: Infix | Prefix | Postfix): Name {
  return { kind: 'name', text: node.operator, span: node.operatorSpan };
}
