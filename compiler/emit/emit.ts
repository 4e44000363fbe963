import { errorAt } from '../diagnostics/index.ts';
import type { Diagnostic, PhaseResult } from '../diagnostics/index.ts';
import { anyCore } from '../lower/index.ts';
import type { LoweredAlgorithm, LoweredArchetype, LoweredSpec } from '../lower/index.ts';
import type { Source } from '../source/index.ts';
import { unavailableOperators, unsupportedInBody } from './availability.ts';
import { bodyExpressions, stepsWithin } from './definitions.ts';
import { render } from './layout.ts';
import { moduleDocument } from './module.ts';
import { MarkingWriter, syntaxErrorIn } from './morph.ts';
import { SourceMapBuilder } from './source-map.ts';

export interface EmitOptions {
  /** The generated file's name, for the source map and the comment that points to it; `raftkvs.ts`. */
  readonly fileName: string;
}

export interface EmittedModule {
  readonly typescript: string;
  /** The source map, as JSON. */
  readonly sourceMap: string;
}

/**
 * The TypeScript module of a spec: one function per critical section and per constant-level operator, one archetype value per archetype. It
 * imports `mpcal-ts/runtime` only. Undefined, with diagnostics, if an archetype or procedure uses what cannot run.
 */
export function emitTypeScript(
  spec: LoweredSpec,
  main: Source,
  options: EmitOptions,
): PhaseResult<EmittedModule | undefined> {
  const diagnostics = unsupportedConstructs(spec);
  if (diagnostics.length > 0) return { value: undefined, diagnostics };
  const writer = new MarkingWriter();
  render(moduleDocument(spec, main), writer);
  const map = new SourceMapBuilder(options.fileName);
  for (const { line, column, span } of writer.marks) map.add(line, column, span);
  const typescript = `${writer.toString()}//# sourceMappingURL=${options.fileName}.map\n`;
  const error = syntaxErrorIn(options.fileName, typescript);
  if (error !== undefined) throw new Error(`emitting: ${options.fileName} is no TypeScript: ${error}`);
  return { value: { typescript, sourceMap: map.toJson() }, diagnostics: [] };
}

function unsupportedConstructs(spec: LoweredSpec): readonly Diagnostic[] {
  const { algorithm } = spec;
  if (algorithm === undefined) return [];
  const unavailable = unavailableOperators(spec.operators);
  // Beside archetypes, processes are what the model has for the world around them.
  const alone = algorithm.archetypes.length === 0 ? algorithm.processes : [];
  const processes = alone.map((process) =>
    errorAt('MP801', process.nameSpan, `${process.name} is a PlusCal process: only archetypes are compiled`, {
      hint: 'write it as an archetype in an --mpcal block; what it shares with others becomes ref parameters',
    }),
  );
  const bodies = [...algorithm.archetypes, ...algorithm.procedures];
  return [
    ...processes,
    ...bodies.flatMap((body) => [...unsupportedInBody(body, unavailable), ...globalsIn(body, algorithm)]),
  ];
}

/** Procedures of PlusCal may use what is declared for all processes; what archetypes call has nothing but its own. */
function globalsIn(body: LoweredArchetype, { globals }: LoweredAlgorithm): readonly Diagnostic[] {
  const symbols = new Map<object, string>(globals.map(({ symbol }) => [symbol, symbol.name]));
  const used = new Set<string>();
  for (const step of body.sections.flatMap((section) => stepsWithin(section.body)))
    if (step.kind === 'set') used.add(symbols.get(step.target) ?? '');
  for (const core of bodyExpressions(body.variables, body.sections))
    anyCore(core, (node) => {
      if (node.kind === 'name') used.add(symbols.get(node.symbol) ?? '');
      return false;
    });
  used.delete('');
  return [...used].map((name) =>
    errorAt(
      'MP801',
      body.span,
      `procedure ${body.name} uses the variable ${name} of all processes: only archetypes are compiled`,
      {
        hint: `give it ${name} as a ref parameter`,
      },
    ),
  );
}
