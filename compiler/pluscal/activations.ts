import type { Expression, Name, ProcedureDefinition, Statement } from '../syntax/index.ts';
import type { BodyTranslator } from './body-translator.ts';
import { activationsOf } from './frames.ts';
import type { FreshNames } from './names.ts';
import {
  applied,
  assign,
  assignment,
  binding,
  infix,
  record,
  tuple,
  valueAt,
  variable,
  withStatement,
} from './trees.ts';

/**
 * What calls and returns do where a global variable has the parameters and locals of procedures, in a record for each activation: PlusCal
 * cannot save what the step of the call has changed, nor let a reference to a local outlive the next activation of the same procedure.
 */
export interface Entry {
  /** The variable with the records. */
  readonly name: string;
  /** Who calls. */
  readonly self: Expression;
  readonly fresh: FreshNames;
  readonly definition: ProcedureDefinition;
  /** The record's fields for parameters by reference to variables of procedures. */
  readonly levels: readonly (readonly [field: string, level: Expression])[];
  /** Tells what a parameter or local is until the record is there. */
  readonly bind: (declared: Name, name: string) => void;
  /** Translates initial values, after what has been bound. */
  readonly translator: BodyTranslator;
}

/** Adds the record of an activation; `inner` makes the call itself. */
export function entering(
  { name, self, fresh, definition, levels, bind, translator }: Entry,
  args: readonly Expression[],
  isTail: boolean,
  inner: readonly Statement[],
): readonly Statement[] {
  const { params, variables } = definition;
  // Initial values are computed by names, since the record is not there yet.
  const hasInitials = variables.some(({ initial }) => initial !== undefined && !isLiteral(initial.value));
  const fields: (readonly [string, Expression])[] = [];
  const held: ReturnType<typeof binding>[] = [];
  params
    .filter(({ ref }) => !ref)
    .forEach((param, position) => {
      const value = args[position] ?? variable('defaultInitValue');
      if (!hasInitials) {
        fields.push([param.name.text, value]);
        return;
      }
      const bound = fresh.like(param.name.text);
      bind(param.name, bound);
      held.push(binding(bound, '=', value));
      fields.push([param.name.text, variable(bound)]);
    });
  fields.push(...levels);
  const go = (index: number): readonly Statement[] => {
    const declared = variables[index];
    if (declared === undefined) {
      const location = activationsOf(name, self);
      const all = valueAt(location);
      const others = isTail ? applied('Tail', all) : all;
      const added = infix('\\o', tuple(fields.length === 0 ? tuple() : record(fields)), others);
      return [assign(assignment(name, location.path, added)), ...inner];
    }
    const field = declared.name.text;
    const { initial } = declared;
    if (initial === undefined || (initial.relation === '=' && isLiteral(initial.value))) {
      fields.push([field, initial?.value ?? variable('defaultInitValue')]);
      return go(index + 1);
    }
    const bound = fresh.like(field);
    return translator.withInitial(bound, initial, () => {
      bind(declared.name, bound);
      const before = fields.length;
      fields.push([field, variable(bound)]);
      const result = go(index + 1);
      fields.length = before;
      return result;
    });
  };
  const statements = go(0);
  return held.length === 0 ? statements : [withStatement(held, statements)];
}

/** Takes the record of the running activation away. */
export function leaving(name: string, self: Expression): readonly Statement[] {
  const location = activationsOf(name, self);
  return [assign(assignment(name, location.path, applied('Tail', valueAt(location))))];
}

function isLiteral({ kind }: Expression): boolean {
  return kind === 'number' || kind === 'string' || kind === 'boolean';
}
