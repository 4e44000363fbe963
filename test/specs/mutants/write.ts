import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { mutantFiles, systems } from './files.ts';

// Writes specs/<system>/mutants/ anew: `make mutants`.
for (const [system, mutants] of Object.entries(systems)) {
  const folder = fileURLToPath(new URL(`../../../specs/${system}/mutants/`, import.meta.url));
  mkdirSync(folder, { recursive: true });
  for (const { name, text } of mutantFiles(system, mutants)) writeFileSync(folder + name, text);
}
