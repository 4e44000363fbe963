import { analyze } from '../analyze/index.ts';
import { depthProblem } from '../depth.ts';
import { errorAt, failed, hasErrors, inSourceOrder, warningAt } from '../diagnostics/index.ts';
import type { Diagnostic, PhaseResult } from '../diagnostics/index.ts';
import { algorithmOf, algorithmText } from '../print/index.ts';
import { resolveSpec, standardModules } from '../resolve/index.ts';
import type { FindModule, ResolvedSpec, Symbol } from '../resolve/index.ts';
import { Source } from '../source/index.ts';
import type { Span } from '../source/index.ts';
import { parseModule } from '../syntax/index.ts';
import type { Algorithm, Module, Name, StringLiteral, Unit } from '../syntax/index.ts';
import { assemble } from './assembly.ts';
import type { AssemblyNames } from './assembly.ts';
import { withoutModular, withTranslation } from './markers.ts';
import { walk } from './trees.ts';

/** The PlusCal form of a spec. */
export interface PlusCalForm {
  /** The algorithm, from `--algorithm` to its last bracket. */
  readonly algorithm: string;
  /** The whole file with the algorithm between its markers, which are there now if they were not. */
  readonly spec: string;
  /** The whole file with the PlusCal form in the place of the Modular PlusCal, as TLC's users would write it. */
  readonly standalone: string;
}

/**
 * Writes a Modular PlusCal algorithm as plain PlusCal with the same labels and the same atomic steps (LANGUAGE: "Meaning of a critical
 * section"). The result has been read again and obeys the rules. `value` is undefined, and there is an error, if the spec is not in order
 * or has no PlusCal form. Pure.
 */
export function pluscalOf(
  source: Source,
  options: { readonly findModule: FindModule },
): PhaseResult<PlusCalForm | undefined> {
  const parsed = parseModule(source);
  const depth = depthProblem(parsed.value, 'whenWritten');
  if (depth !== undefined) return failed([...parsed.diagnostics, depth]);
  if (hasErrors(parsed.diagnostics)) return failed(parsed.diagnostics);
  const algorithm = algorithmOf(parsed.value);
  if (algorithm?.dialect !== 'mpcal') {
    const span = algorithm?.name.span ?? parsed.value.name.span;
    const message = 'there is no Modular PlusCal in this module';
    const hint = 'a comment of the module holds a block `--mpcal Name { ... }`';
    return failed([...parsed.diagnostics, errorAt('MP801', span, message, { hint })]);
  }
  const resolved = resolveSpec(parsed.value, options);
  const found = [
    ...parsed.diagnostics,
    ...resolved.diagnostics,
    ...analyze(resolved.value, { multipleWrites: true }),
  ];
  if (hasErrors(found) || resolved.value.algorithm === undefined) return failed(found);
  if (algorithm.instances.length + algorithm.processes.length === 0) {
    const message = `${algorithm.name.text} has no process, so it has no PlusCal form.`;
    const hint = 'Make an instance of an archetype: `process (P = 1) == instance A();`.';
    return failed([...found, errorAt('MP801', algorithm.name.span, message, { hint })]);
  }
  const names = namesAround(parsed.value, resolved.value, algorithm);
  const assembled = assemble(resolved.value, resolved.value.algorithm, names);
  const missing = missingModules(parsed.value, assembled.algorithm);
  const diagnostics = inSourceOrder([...found, ...assembled.diagnostics, ...missing]);
  if (hasErrors(diagnostics)) return failed(diagnostics);
  const text = algorithmText(assembled.algorithm, { column: 0 });
  const written = withTranslation(source, parsed.value, algorithm, text);
  const standalone = withoutModular(source, parsed.value, algorithm, text);
  const problems = problemsOf(new Source(source.name, standalone), options);
  if (problems.length > 0) {
    const [first] = problems;
    const message = `The PlusCal form of ${algorithm.name.text} is not in order: ${first?.message ?? ''}`;
    const hint = first?.hint ?? 'Check the MPCal form itself: mpcal-ts check reads it as it is.';
    return failed([...diagnostics, errorAt('MP801', algorithm.name.span, message, { hint })]);
  }
  return { value: { algorithm: text, spec: written, standalone }, diagnostics };
}

/** The errors of a spec. */
function problemsOf(source: Source, options: { readonly findModule: FindModule }): readonly Diagnostic[] {
  const parsed = parseModule(source);
  if (hasErrors(parsed.diagnostics)) return onlyErrors(parsed.diagnostics);
  const resolved = resolveSpec(parsed.value, options);
  const rules = analyze(resolved.value, { multipleWrites: false });
  return onlyErrors([...resolved.diagnostics, ...rules]);
}

function onlyErrors(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.filter(({ severity }) => severity === 'error');
}

function namesAround(module: Module, spec: ResolvedSpec, algorithm: Algorithm): AssemblyNames {
  const defined = new Set<string>();
  for (const symbol of [...spec.constants, ...spec.operators]) defined.add(symbol.name);
  for (const one of extendedModules(module))
    for (const operator of Object.keys(standardModules[one]?.operators ?? {})) defined.add(operator);
  const after = unitsAfter(module, algorithm);
  const boundAfter = new Set<string>();
  const mentionedAfter = new Map<Symbol, Span>();
  const labelsAfter = new Map<string, Span>();
  const note = <T>(places: Map<T, Span>, what: T, node: object): void => {
    if (!places.has(what)) places.set(what, (node as { readonly span: Span }).span);
  };
  walk(after, (node) => {
    if (node.kind === 'string') note(labelsAfter, (node as StringLiteral).value, node);
    if (node.kind === 'name') {
      const symbol = spec.bindings.declarations.get(node as Name);
      if (symbol?.kind === 'bound' || symbol?.kind === 'parameter') boundAfter.add(symbol.name);
      if ((symbol?.kind === 'operator' || symbol?.kind === 'function') && symbol.level === 'let')
        boundAfter.add(symbol.name);
    }
    const symbol = spec.bindings.references.get(node);
    if (symbol?.kind === 'variable' || symbol?.kind === 'archetypeParameter')
      note(mentionedAfter, symbol, node);
    if (symbol?.kind === 'translation') note(labelsAfter, symbol.name, node);
  });
  return { module: defined, boundAfter, mentionedAfter, labelsAfter };
}

/** The modules that a module extends, itself or through standard modules. */
function extendedModules(module: Module): ReadonlySet<string> {
  const extended = new Set(module.extends.map(({ text }) => text));
  // A set that grows is visited to its end.
  for (const one of extended) for (const inner of standardModules[one]?.extends ?? []) extended.add(inner);
  return extended;
}

/** Warnings for modules that the translation of the PlusCal form uses and the spec does not extend. User modules may extend them, too. */
function missingModules(module: Module, algorithm: Algorithm): readonly Diagnostic[] {
  const extended = extendedModules(module);
  if ([...extended].some((one) => standardModules[one] === undefined)) return [];
  let tests = false;
  walk(algorithm, ({ kind }) => {
    if (kind === 'assert' || kind === 'print') tests = true;
  });
  const needs: readonly (readonly [boolean, string, string])[] = [
    [tests, 'TLC', '`assert` and `print`'],
    [algorithm.procedures.length > 0, 'Sequences', 'procedures'],
  ];
  return needs.flatMap(([isNeeded, one, purpose]) =>
    isNeeded && !extended.has(one)
      ? [
          warningAt(
            'MP905',
            module.name.span,
            `The TLA+ that pcal.trans writes for ${purpose} needs the module ${one}.`,
            {
              hint: `Add ${one} to EXTENDS.`,
            },
          ),
        ]
      : [],
  );
}

function unitsAfter({ units }: Module, algorithm: Algorithm): readonly Unit[] {
  const place = units.findIndex((unit) => unit.kind === 'algorithmUnit' && unit.algorithm === algorithm);
  return units.slice(place + 1);
}
