import { TlaParseError, parseTlaValue, toTlaString } from '../../runtime/tla/index.ts';
import type { Value } from '../../runtime/tla/index.ts';
import { stepName } from './text.ts';
import type { Trace, TraceStep } from './trace.ts';

/** A trace as a TLA+ module, with a configuration that gives its constants values. */
export interface TraceModule {
  readonly module: string;
  readonly config: string;
}

/** What the module calls what it defines. */
type Names = Readonly<Record<'trace' | 'loop' | 'position' | 'init' | 'next' | 'spec', string>>;

/** A state as texts of its variables' values. */
type StateTexts = readonly (readonly [variable: string, text: string])[];

/**
 * A module of this name that defines `Trace`, the states as a sequence of records with a field for each variable, and, if the trace goes on for ever,
 * `Loop`, the state (from 1) that the last one goes back to. Its `Spec` goes through them by itself, for TLC to evaluate invariants and expressions
 * on the way. Model values are its constants. Where the spec has one of these names already it gets an underscore at its end. Values that have no
 * text in TLA+ (functions on infinite sets) are strings that describe them.
 */
export function traceToModule(trace: Trace, name: string): TraceModule {
  const states = trace.states.map(({ values }): StateTexts =>
    [...values].map(([variable, value]) => [variable, textOf(value)]),
  );
  const texts = states.flatMap((fields) => fields.map(([, text]) => withoutStrings(text)));
  const modelValues = [...new Set(texts.flatMap(modelValuesIn))].toSorted();
  const names = namesBeside([...trace.variables, ...modelValues]);
  const loop = loopOf(trace);
  const shown = states.map((fields, index) => stateText(trace.states[index]?.step, index, fields));
  const module = [
    `---- MODULE ${name} ----`,
    `\\* ${writtenBy}: ${oneLine(titleOf(trace))}`,
    `EXTENDS ${modulesFor(texts).join(', ')}`,
    ...(modelValues.length === 0 ? [] : [`CONSTANTS ${modelValues.join(', ')}`]),
    '',
    `${names.trace} == <<\n${shown.join(',\n')}\n>>`,
    ...(loop === undefined ? [] : ['', `${names.loop} == ${loop}`]),
    '',
    ...walk(trace, names),
    '====',
    '',
  ];
  const config = [
    `\\* ${writtenBy}`,
    `SPECIFICATION ${names.spec}`,
    'CHECK_DEADLOCK FALSE',
    ...(modelValues.length === 0 ? [] : ['CONSTANTS', ...modelValues.map((each) => `  ${each} = ${each}`)]),
    '',
  ];
  return { module: module.join('\n'), config: config.join('\n') };
}

/** A specification whose only behaviour is the trace. */
function walk({ states, variables, ...trace }: Trace, names: Names): readonly string[] {
  const { position } = names;
  const all = [...variables, position].join(', ');
  const isLast = `${position} = ${states.length}`;
  const step =
    loopOf({ states, variables, ...trace }) === undefined
      ? [`  /\\ ~(${isLast})`, `  /\\ ${position}' = ${position} + 1`]
      : [`  /\\ ${position}' = IF ${isLast} THEN ${names.loop} ELSE ${position} + 1`];
  return [
    `VARIABLES ${all}`,
    '',
    `${names.init} ==`,
    `  /\\ ${position} = 1`,
    ...variables.map((each) => `  /\\ ${each} = ${names.trace}[1].${each}`),
    '',
    `${names.next} ==`,
    ...step,
    ...variables.map((each) => `  /\\ ${each}' = ${names.trace}[${position}'].${each}`),
    '',
    `${names.spec} == ${names.init} /\\ [][${names.next}]_<<${all}>>`,
  ];
}

/** The modules that define what values are written with. */
function modulesFor(texts: readonly string[]): readonly string[] {
  const uses = (pattern: RegExp): boolean => texts.some((text) => pattern.test(text));
  return [
    'Integers',
    ...(uses(/\bReal\b/) ? ['Reals'] : []),
    ...(uses(/\bSeq\(/) ? ['Sequences'] : []),
    ...(uses(/:>/) ? ['TLC'] : []),
  ];
}

/** What both texts say in their first lines: such files may be written anew. */
export const writtenBy = 'A trace that mpcal-ts wrote';

function titleOf({ spec, result, violated }: Trace): string {
  return `${result}${violated === undefined ? '' : ` ${violated}`} of ${spec}`;
}

function loopOf({ end, states }: Trace): number | undefined {
  if (end?.kind === 'lasso') return end.backTo + 1;
  return end?.kind === 'stuttering' ? states.length : undefined;
}

function stateText(step: TraceStep | undefined, index: number, fields: StateTexts): string {
  const what = step === undefined ? 'initial' : `${stepName(step)} at ${step.label}`;
  const shown = fields.map(([variable, text]) => `${variable} |-> ${text}`).join(',\n    ');
  return `  \\* ${index + 1}: ${oneLine(what)}\n  [ ${shown} ]`;
}

/** Comments that end with their line. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}

function textOf(value: Value): string {
  const text = toTlaString(value);
  try {
    parseTlaValue(text);
    return text;
  } catch (error) {
    if (!(error instanceof TlaParseError)) throw error;
    return toTlaString(text);
  }
}

function withoutStrings(text: string): string {
  return text.replace(/"(?:[^"\\]|\\.)*"/g, '""');
}

const words: ReadonlySet<string> = new Set([
  'TRUE', 'FALSE', 'SUBSET', 'UNION', 'BOOLEAN', 'STRING', 'Nat', 'Int', 'Real', 'Seq',
]); // prettier-ignore

/** Names in the text of a value, without its strings, that are no fields of records or of sets of records. */
function modelValuesIn(text: string): readonly string[] {
  const names = text.matchAll(/(?<![\\\w])(\w*[A-Za-z_]\w*)(?!\w|\s*\|->|\s*:(?!>))/g);
  return [...names].map((match) => match[1] ?? '').filter((name) => !words.has(name));
}

/** The usual names, or, where one is taken, that with underscores at its end. */
function namesBeside(taken: readonly string[]): Names {
  const all = new Set(taken);
  const free = (wanted: string): string => {
    let name = wanted;
    while (all.has(name)) name += '_';
    return name;
  };
  return {
    trace: free('Trace'),
    loop: free('Loop'),
    position: free('Position'),
    init: free('Init'),
    next: free('Next'),
    spec: free('Spec'),
  };
}
