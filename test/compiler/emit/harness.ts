import ts from 'typescript';
import { check, compile, Source } from '../../../compiler/index.ts';
import type { Diagnostic } from '../../../compiler/index.ts';
import { emitExpression } from '../../../compiler/emit/index.ts';
import { lower, lowerExpression } from '../../../compiler/lower/index.ts';
import type { LoweredSpec } from '../../../compiler/lower/index.ts';
import { parseExpression } from '../../../compiler/syntax/index.ts';
import { resolveExpression } from '../../../compiler/resolve/index.ts';
import * as kernel from '../../../runtime/kernel/index.ts';
import type {
  ArchetypeInterface,
  Chooser,
  MPCalArchetype,
  MPCalContextConfig,
  Resource,
} from '../../../runtime/kernel/index.ts';
import * as tla from '../../../runtime/tla/index.ts';
import type { Value } from '../../../runtime/tla/index.ts';
import { LocalSharedVariable } from '../../../runtime/resources/local-shared-variable.ts';
import { makeWorld } from '../../runtime/kernel/world.ts';

/** A spec with the usual modules around an MPCal block. `before` and `after` are units around the block. */
export function spec(
  block: string,
  parts: { before?: string; after?: string; extends?: string } = {},
): string {
  return [
    '---- MODULE Spec ----',
    `EXTENDS ${parts.extends ?? 'Integers, Sequences, FiniteSets, TLC'}`,
    parts.before ?? '',
    `(* --mpcal Spec {\n${block}\n} *)`,
    parts.after ?? '',
    '====',
    '',
  ].join('\n');
}

export function compileText(text: string): ReturnType<typeof compile> {
  return compile(new Source('Spec.tla', text), { fileName: 'Spec.ts', findModule: () => undefined });
}

/** The TypeScript of a spec that must be right. */
export function typescriptOf(text: string): string {
  const { value, diagnostics } = compileText(text);
  if (value === undefined) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return value.typescript;
}

export function errorsOf(text: string): readonly Diagnostic[] {
  return compileText(text).diagnostics.filter(({ severity }) => severity === 'error');
}

/** The critical sections of a spec that must be right. */
export function loweredSpec(text: string): LoweredSpec {
  const { value, diagnostics } = check(new Source('Spec.tla', text), { findModule: () => undefined });
  if (value === undefined) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return lower(value);
}

type Exports = Readonly<Record<string, unknown>>;

/** What the compiled module exports. */
export function load(text: string): Exports {
  const { outputText } = ts.transpileModule(typescriptOf(text), {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  const exports: Record<string, unknown> = {};
  const runtime = { ...tla, ...kernel };
  const require = (name: string): unknown => {
    if (name !== 'mpcal-ts/runtime') throw new Error(`generated code imports ${name}`);
    return runtime;
  };
  new Function('exports', 'require', outputText)(exports, require);
  return exports;
}

export function archetypeOf(exports: Exports, name: string): MPCalArchetype {
  return exports[name] as MPCalArchetype;
}

export interface RunOptions {
  readonly self?: Value;
  /** Reference parameters: a resource, or the initial value of a shared variable. */
  readonly refs?: Readonly<Record<string, Value | Resource>>;
  readonly values?: Readonly<Record<string, Value>>;
  readonly constants?: Readonly<Record<string, Value>>;
  readonly constantOperators?: Readonly<Record<string, (...args: Value[]) => Value>>;
  readonly chooser?: Chooser;
}

export interface RunResult {
  /** Where the context is; undefined when it has ended. */
  readonly label: string | undefined;
  /** Values of the variables made for `refs`. */
  readonly refs: Readonly<Record<string, Value>>;
  readonly printed: readonly string[];
  readonly error: unknown;
}

/** Runs an archetype by the kernel until it ends or waits. */
export async function run(exports: Exports, name: string, options: RunOptions = {}): Promise<RunResult> {
  const { environment, scheduler } = makeWorld();
  const variables = new Map<string, LocalSharedVariable>();
  const refs = Object.entries(options.refs ?? {}).map(([parameter, given]): MPCalContextConfig => {
    if (given instanceof kernel.Resource) return kernel.ensureArchetypeRefParam(parameter, given);
    const variable = new LocalSharedVariable(given);
    variables.set(parameter, variable);
    return kernel.ensureArchetypeRefParam(parameter, variable);
  });
  const context = kernel.newMPCalContext(
    options.self ?? 1,
    archetypeOf(exports, name),
    kernel.withScheduler(scheduler),
    ...refs,
    ...Object.entries(options.values ?? {}).map(([key, value]) =>
      kernel.ensureArchetypeValueParam(key, value),
    ),
    ...Object.entries(options.constants ?? {}).map(([key, value]) => kernel.defineConstantValue(key, value)),
    ...Object.entries(options.constantOperators ?? {}).map(([key, value]) =>
      kernel.defineConstantOperator(key, value),
    ),
    ...(options.chooser === undefined ? [] : [kernel.withChooser(options.chooser)]),
  );
  let error: unknown;
  const ended = context.run().catch((failure: unknown) => {
    error = failure;
  });
  await environment.runUntilIdle();
  const label = context.currentLabel;
  await context.stop();
  await ended;
  return {
    label,
    refs: Object.fromEntries([...variables].map(([key, variable]) => [key, variable.value])),
    printed: environment.printed,
    error,
  };
}

/** Runs the only archetype of a block that takes `ref out`, and answers what it has written there. */
export async function outcome(
  block: string,
  parts: Parameters<typeof spec>[1] & RunOptions = {},
): Promise<Value> {
  const { refs, error } = await run(load(spec(block, parts)), 'A', {
    ...parts,
    refs: { out: 0, ...parts.refs },
  });
  if (error !== undefined) throw error as Error;
  return refs['out'] as Value;
}

/** An interface for operators alone: constants and nothing else. */
export function interfaceWith(constants: readonly Value[] = [], memoSize = 100): ArchetypeInterface {
  return {
    constants,
    constantOperators: [],
    memo: new Array(memoSize).fill(undefined),
  } as unknown as ArchetypeInterface;
}

export type Operator = (iface: ArchetypeInterface, ...args: Value[]) => Value;

export function operatorOf(exports: Exports, name: string): Operator {
  return exports[name] as Operator;
}

/** Compiles and evaluates a constant expression. Throws what its evaluation throws; `!parse` if it does not get that far. */
export function evaluate(
  text: string,
  modules: readonly string[] = ['Integers', 'Sequences', 'FiniteSets', 'TLC'],
): Value | '!parse' {
  const parsed = parseExpression(new Source('expression', text));
  if (parsed.diagnostics.length > 0) return '!parse';
  const resolved = resolveExpression(parsed.value, modules);
  if (resolved.diagnostics.length > 0) return '!parse';
  const { value, diagnostics } = emitExpression(
    lowerExpression(resolved.value.expression, resolved.value.bindings),
  );
  if (value === undefined) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return (new Function('runtime', value.source) as (runtime: unknown) => (iface: unknown) => Value)(tla)({});
}

export const show = tla.toTlaString;
