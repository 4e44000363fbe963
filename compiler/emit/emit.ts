import { errorAt } from '../diagnostics/index.ts';
import type { Diagnostic, PhaseResult } from '../diagnostics/index.ts';
import type { LoweredSpec } from '../lower/index.ts';
import type { Source } from '../source/index.ts';
import { unavailableOperators, unsupportedInBody } from './availability.ts';
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
  const processes = algorithm.processes.map((process) =>
    errorAt('MP801', process.nameSpan, `${process.name} is a PlusCal process: only archetypes are compiled`, {
      hint: 'write it as an archetype in an --mpcal block; what it shares with others becomes ref parameters',
    }),
  );
  const bodies = [...algorithm.archetypes, ...algorithm.procedures];
  return [...processes, ...bodies.flatMap((body) => unsupportedInBody(body, unavailable))];
}
