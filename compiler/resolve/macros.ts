import { closest, countHint, errorAt, nameHint } from '../diagnostics/index.ts';
import type { Diagnostic } from '../diagnostics/index.ts';
import type {
  Application,
  AssignmentTarget,
  Expression,
  MacroArgument,
  MacroCallStatement,
  MacroDefinition,
  Name,
  PathStep,
  RefArgument,
  Statement,
  WithBinding,
  WithStatement,
} from '../syntax/index.ts';
import { statementSpellings } from '../syntax/index.ts';
import { binderOf } from './binders.ts';
import { copyTree } from './copy.ts';
import type { TreeNode } from './copy.ts';

/** The body of a macro with the arguments of one call in it. */
export interface MacroExpansion {
  readonly body: readonly Statement[];
  /** Targets and ref arguments whose name comes from an argument, with the call in whose scope that name is to be looked up. */
  readonly foreignNames: ReadonlyMap<object, object>;
  /** Targets and ref arguments for which the argument does not do; that is reported. */
  readonly broken: ReadonlySet<object>;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Puts the arguments in the place of the parameters (pcal.trans does the same, without hygiene): an expression becomes a `macroArgument` that
 * is resolved in the scope of the call; an assignment to a parameter becomes one to the argument, whose path precedes the macro's own.
 * Labels are dropped: a rule forbids them in macros. `call` identifies this expansion.
 */
export function expandMacro(
  macro: MacroDefinition,
  args: readonly Expression[],
  call: MacroCallStatement,
): MacroExpansion {
  const byName = new Map(macro.params.map((param, index) => [param.name.text, args[index]] as const));
  const foreignNames = new Map<object, object>();
  const broken = new Set<object>();
  const diagnostics: Diagnostic[] = [];

  const argumentFor = (name: Name, bound: ReadonlySet<string>): Expression | undefined =>
    bound.has(name.text) ? undefined : byName.get(name.text);

  const substitute = <T>(tree: T, bound: ReadonlySet<string>): T =>
    copyTree(tree, (node, copy) => {
      switch (node.kind) {
        case 'application': {
          const application = node as Application;
          if (application.steps.length > 0 || application.args.length > 0) return undefined;
          const argument = argumentFor(application.name, bound);
          return argument === undefined ? undefined : wrap(argument, call);
        }
        case 'assignmentTarget':
          return substituteTarget(node as AssignmentTarget, bound);
        case 'refArgument':
          return substituteRef(node as RefArgument, bound);
        case 'with':
          return substituteWith(node as WithStatement, bound);
        case 'label':
          return undefined;
        default: {
          if (isStatement(node) && node.label !== undefined) return copy({ ...node, label: undefined });
          const binder = binderOf(node);
          return binder === undefined ? undefined : underBinder(node, binder.names, binder.outside, bound);
        }
      }
    });

  const underBinder = (
    node: TreeNode,
    names: readonly Name[],
    outside: readonly string[],
    bound: ReadonlySet<string>,
  ): object => {
    const inner = new Set([...bound, ...names.map((name) => name.text)]);
    return Object.fromEntries(
      Object.entries(node).map(([key, child]: [string, unknown]) => [
        key,
        substitute(child, outside.includes(key) ? bound : inner),
      ]),
    );
  };

  const substituteWith = (statement: WithStatement, bound: ReadonlySet<string>): WithStatement => {
    const inner = new Set(bound);
    const bindings: WithBinding[] = [];
    for (const binding of statement.bindings) {
      bindings.push({ ...binding, name: copyTree(binding.name), value: substitute(binding.value, inner) });
      inner.add(binding.name.text);
    }
    return { ...statement, label: undefined, bindings, body: substitute(statement.body, inner) };
  };

  const notAssignable = (argument: Expression, use: Name): void => {
    diagnostics.push(
      errorAt(
        'MP404',
        argument.span,
        `Macro ${macro.name.text} assigns to its parameter ${use.text}, so this argument must be a variable.`,
        {
          related: [{ span: use.span, message: 'assigned here' }],
          hint: 'Give a variable, with indices or fields if need be.',
        },
      ),
    );
  };

  const substituteTarget = (
    target: AssignmentTarget,
    bound: ReadonlySet<string>,
  ): AssignmentTarget | undefined => {
    const argument = argumentFor(target.name, bound);
    if (argument === undefined) return undefined;
    const path = substitute(target.path, bound);
    const variable = assignable(argument, call);
    if (variable === undefined) {
      notAssignable(argument, target.name);
      const result = { ...target, path };
      broken.add(result);
      return result;
    }
    const result = { ...target, name: variable.name, path: [...variable.path, ...path] };
    foreignNames.set(result, variable.call);
    return result;
  };

  const substituteRef = (ref: RefArgument, bound: ReadonlySet<string>): RefArgument | undefined => {
    const argument = argumentFor(ref.name, bound);
    if (argument === undefined) return undefined;
    const variable = assignable(argument, call);
    if (variable === undefined || variable.path.length > 0) {
      notAssignable(argument, ref.name);
      const result = { ...ref };
      broken.add(result);
      return result;
    }
    const result = { ...ref, name: variable.name };
    foreignNames.set(result, variable.call);
    return result;
  };

  return { body: substitute(macro.body, new Set()), foreignNames, broken, diagnostics };
}

/** Unknown macros, wrong numbers of arguments and recursion in the macros' own bodies, whether or not anything calls them. */
export function checkMacroDefinitions(macros: readonly MacroDefinition[]): readonly Diagnostic[] {
  const byName = new Map(macros.map((macro) => [macro.name.text, macro]));
  const calls = new Map(macros.map((macro) => [macro.name.text, macroCallsIn(macro.body)]));
  const reaches = (from: string, goal: string, seen: Set<string>): boolean =>
    (calls.get(from) ?? []).some(({ macro }) => {
      if (macro.text === goal) return true;
      if (seen.has(macro.text)) return false;
      seen.add(macro.text);
      return reaches(macro.text, goal, seen);
    });
  return macros.flatMap((macro) =>
    (calls.get(macro.name.text) ?? []).flatMap((call) => {
      const problem = checkMacroCall(call, byName);
      if (problem !== undefined) return [problem];
      const recursive =
        call.macro.text === macro.name.text || reaches(call.macro.text, macro.name.text, new Set());
      if (!recursive) return [];
      return [
        errorAt('MP403', call.macro.span, `Macro ${macro.name.text} calls itself.`, {
          related: [{ span: macro.name.span, message: 'the macro' }],
          hint: 'A macro stands for its text, so it cannot contain itself: use a procedure.',
        }),
      ];
    }),
  );
}

/** What is wrong with a call by itself: no such macro (MP401), or another number of arguments (MP402). */
export function checkMacroCall(
  call: MacroCallStatement,
  macros: ReadonlyMap<string, MacroDefinition>,
): Diagnostic | undefined {
  const macro = macros.get(call.macro.text);
  if (macro === undefined) {
    const near = closest(call.macro.text, [...macros.keys(), ...statementSpellings()]);
    return errorAt(
      'MP401',
      call.macro.span,
      `There is no macro ${call.macro.text}.`,
      nameHint(near, `Define it: macro ${call.macro.text}(...) { ... }; a procedure is called with call.`),
    );
  }
  if (macro.params.length !== call.args.length) {
    return errorAt(
      'MP402',
      { ...call.span, start: call.macro.span.start },
      `Macro ${macro.name.text} takes ${countOf(macro.params.length)}, but ${call.args.length} ${call.args.length === 1 ? 'is' : 'are'} given.`,
      { related: [{ span: macro.name.span, message: 'defined here' }], hint: countHint(macro.params.length) },
    );
  }
  return undefined;
}

/** `F(_, _)`, as RECURSIVE announces it. */
export function announcementOf(name: string, arity: number): string {
  return arity === 0 ? name : `${name}(${Array.from({ length: arity }, () => '_').join(', ')})`;
}

export function countOf(number: number): string {
  return number === 0 ? 'no argument' : number === 1 ? '1 argument' : `${number} arguments`;
}

/** The macros whose expansion would never end: those that call themselves, and those that call such ones. */
export function endlessMacros(macros: ReadonlyMap<string, MacroDefinition>): ReadonlySet<string> {
  const endless = new Set<string>();
  const finished = new Set<string>();
  const visit = (name: string, path: readonly string[]): boolean => {
    if (endless.has(name) || path.includes(name)) return true;
    if (finished.has(name)) return false;
    const calls = macroCallsIn(macros.get(name)?.body ?? []);
    const isEndless = calls.some((call) => visit(call.macro.text, [...path, name]));
    (isEndless ? endless : finished).add(name);
    return isEndless;
  };
  for (const name of macros.keys()) visit(name, []);
  return endless;
}

function macroCallsIn(body: readonly Statement[]): readonly MacroCallStatement[] {
  return body.flatMap((statement): readonly MacroCallStatement[] => {
    switch (statement.kind) {
      case 'macroCall':
        return [statement];
      case 'if':
        return [...macroCallsIn(statement.then), ...macroCallsIn(statement.else ?? [])];
      case 'either':
        return statement.branches.flatMap(macroCallsIn);
      case 'while':
      case 'with':
      case 'block':
        return macroCallsIn(statement.body);
      default:
        return [];
    }
  });
}

function wrap(inner: Expression, call: object): MacroArgument {
  return { kind: 'macroArgument', span: inner.span, inner: copyTree(inner), call };
}

interface AssignableArgument {
  readonly name: Name;
  readonly path: readonly PathStep[];
  readonly call: object;
}

/** An argument as the target of an assignment: `x`, `x[i].f`, `$variable`; undefined for anything else. */
function assignable(argument: Expression, call: object): AssignableArgument | undefined {
  switch (argument.kind) {
    case 'application':
      return argument.steps.length === 0 && argument.args.length === 0
        ? { name: copyTree(argument.name), path: [], call }
        : undefined;
    case 'mappingSpecial':
      return argument.name === 'variable'
        ? { name: { kind: 'name', text: '$variable', span: argument.span }, path: [], call }
        : undefined;
    case 'macroArgument':
      return assignable(argument.inner, argument.call);
    case 'parenthesized':
      return assignable(argument.inner, call);
    case 'functionApplication': {
      const base = assignable(argument.function, call);
      if (base === undefined) return undefined;
      const args = argument.args.map((index) => wrap(index, call));
      return { ...base, path: [...base.path, { kind: 'indexStep', span: argument.span, args }] };
    }
    case 'fieldAccess': {
      const base = assignable(argument.record, call);
      if (base === undefined) return undefined;
      const step: PathStep = { kind: 'fieldStep', span: argument.field.span, name: copyTree(argument.field) };
      return { ...base, path: [...base.path, step] };
    }
    default:
      return undefined;
  }
}

function isStatement(node: TreeNode): node is Statement {
  return 'label' in node && node.kind !== 'labelled';
}
