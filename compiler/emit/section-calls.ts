import type { LoweredArgument, JumpTarget, Step } from '../lower/index.ts';
import type { ArchetypeParameterSymbol } from '../resolve/index.ts';
import type { Span } from '../source/index.ts';
import type { Block } from './block.ts';
import type { ExpressionEmitting } from './emitted.ts';
import type { Doc } from './layout.ts';
import { blockOf, callOf, list } from './layout.ts';
import type { ModuleContext } from './module-context.ts';
import { fieldNameFor, quote } from './names.ts';
import type { BodyContext, ProcedureNames, SectionPlaces, StateSymbol } from './section-context.ts';

type CallStep = Extract<Step, { kind: 'call' }>;

/** The section that calls. */
export interface Caller {
  readonly context: BodyContext;
  readonly emitter: ExpressionEmitting;
  readonly module: ModuleContext;
  /** Variables that are read into locals of JavaScript. */
  readonly locals: ReadonlyMap<StateSymbol, string>;
  /** Where the frame keeps a parameter or variable. */
  field(symbol: StateSymbol): string;
  /** Stores locals in the frame. */
  store(assigned: ReadonlySet<StateSymbol>, block: Block): void;
  labelOf(target: JumpTarget, span: Span): Doc;
}

/** Emits a call as the end of a section's path. */
export function emitCall(step: CallStep, caller: Caller, assigned: Set<StateSymbol>, block: Block): void {
  const { places } = caller.context;
  if (places !== undefined) {
    callInPlace(step, caller, places, assigned, block);
    return;
  }
  const procedure = caller.context.procedure(step.procedure);
  const callee = block.declare('callee');
  block.add(`const ${callee} = new ${procedure.frameClass}();`);
  step.args.forEach((argument, position) => {
    const parameter = procedure.params[position];
    if (parameter === undefined) throw new Error('emitting: a call with too many arguments');
    block.add([
      `${callee}.${fieldNameFor(parameter.name)} = `,
      callArgument(argument, caller, parameter, block),
      ';',
    ]);
  });
  if (procedure.preAmble !== undefined) preAmble(caller, procedure, callee, assigned, block);
  else caller.store(assigned, block);
  const iface = block.use('iface');
  const entry = caller.module.labelConstant(procedure.entry);
  block.add(
    step.returnTo === undefined
      ? `return ${iface}.tailCall(${callee}, ${entry});`
      : [`return ${iface}.call(${callee}, ${entry}, `, caller.labelOf(step.returnTo, step.span), ');'],
  );
}

/** Without frames: the arguments are handed over as values. */
function callInPlace(
  step: CallStep,
  caller: Caller,
  places: SectionPlaces,
  assigned: Set<StateSymbol>,
  block: Block,
): void {
  const iface = block.use('iface');
  const args = step.args.map((argument): Doc => {
    const value = block.declare('argument');
    const doc =
      argument.kind === 'value'
        ? caller.emitter.value(argument.value, block)
        : argument.kind === 'reference'
          ? places.handOn(argument.parameter, block)
          : places.referenceTo(argument.variable, block);
    block.add([`const ${value} = `, doc, ';']);
    return value;
  });
  caller.store(assigned, block);
  const handed: Doc[] = [String(places.procedure(step.procedure)), list('[', args, ']')];
  block.add(
    step.returnTo === undefined
      ? ['return ', callOf(`${iface}.tailCall`, handed), ';']
      : ['return ', callOf(`${iface}.call`, [...handed, caller.labelOf(step.returnTo, step.span)]), ';'],
  );
}

function callArgument(
  argument: LoweredArgument,
  caller: Caller,
  parameter: ArchetypeParameterSymbol,
  block: Block,
): Doc {
  if (argument.kind === 'reference') return caller.field(argument.parameter);
  if (argument.kind === 'variable')
    return `${block.use('iface')}.localRef(${block.use('frame')}, ${quote(fieldNameFor(argument.variable.name))})`;
  if (parameter.ref) throw new Error('emitting: a value given to a reference parameter');
  return caller.emitter.value(argument.value, block);
}

/**
 * Initialises the callee. Initial values may read the caller's variables through references, so these are stored before; a read that
 * blocks abandons the section, and then they must be as they were.
 */
function preAmble(
  caller: Caller,
  procedure: ProcedureNames,
  callee: string,
  assigned: Set<StateSymbol>,
  block: Block,
): void {
  const iface = block.use('iface');
  const changed = [...caller.locals].filter(([symbol]) => assigned.has(symbol));
  const call = `${procedure.preAmble ?? ''}(${iface}, ${callee});`;
  if (!procedure.readsInPreAmble || changed.length === 0) {
    caller.store(assigned, block);
    block.add(call);
    return;
  }
  const saved = changed.map(([symbol, local]) => {
    const name = block.declare(`${local}_before`);
    block.add(`const ${name} = ${caller.field(symbol)};`);
    return `${caller.field(symbol)} = ${name};`;
  });
  caller.store(assigned, block);
  block.add(['try ', blockOf([call]), ' catch (error) ', blockOf([...saved, 'throw error;'])]);
}
