import { edited, specText } from '../compiled-spec.ts';
import { dqueueMutants } from './dqueue.ts';
import { locksvcMutants } from './locksvc.ts';
import type { SpecMutant } from './mutant.ts';
import { raftkvsMutants } from './raftkvs.ts';

export const systems: Readonly<Record<string, readonly SpecMutant[]>> = {
  dqueue: dqueueMutants,
  locksvc: locksvcMutants,
  raftkvs: raftkvsMutants,
};

export interface MutantFile {
  /** Below specs/<system>/mutants/. */
  readonly name: string;
  readonly text: string;
}

/** The files of every mutant of a system. */
export function mutantFiles(system: string, mutants: readonly SpecMutant[]): readonly MutantFile[] {
  const spec = specText(`${system}/${system}.tla`);
  return mutants.flatMap((mutant) => [
    { name: `${mutant.name}.tla`, text: mutantSpec(system, spec, mutant) },
    { name: `${mutant.name}.cfg`, text: mutantConfig(system, mutant) },
  ]);
}

function mutantSpec(system: string, spec: string, { name, defect, edits }: SpecMutant): string {
  const renamed = edited(spec, `MODULE ${system} -`, `MODULE ${name} -`);
  const text = edits.reduce((result, [find, replace]) => edited(result, find, replace), renamed);
  return `A defect planted in ${system}.tla by test/specs/mutants: ${defect}.\n\n${text}`;
}

function mutantConfig(system: string, mutant: SpecMutant): string {
  const model = specText(`${system}/models/${mutant.model}`);
  const [, ...lines] = model.split('\n');
  let text = lines.join('\n');
  for (const [name, value] of Object.entries(mutant.constants ?? {})) {
    const wanted = new RegExp(`\\b${name} = .*`);
    if (!wanted.test(text)) throw new Error(`${mutant.model} has no constant ${name}`);
    text = text.replace(wanted, `${name} = ${value}`);
  }
  if (mutant.properties !== undefined) {
    const kept = text.replace(/^(INVARIANTS?|PROPERT(Y|IES))\b(.*\n([ \t]+.*\n)*)/gm, '');
    text = `${kept.trimEnd()}\n${mutant.properties}\n`;
  }
  return `\\* Finds the defect of ${mutant.name}.tla: ${mutant.defect}.\n${text}`;
}
