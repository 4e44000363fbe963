import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compile, hasErrors, renderDiagnostics, Source } from '../../compiler/index.ts';

const folder = fileURLToPath(new URL('.', import.meta.url));

/** The text of a spec under specs/. */
export function specText(path: string): string {
  return readFileSync(new URL(`../../specs/${path}`, import.meta.url), 'utf8');
}

/** `text` with the one place where `find` occurs replaced. */
export function edited(text: string, find: string, replace: string): string {
  const parts = text.split(find);
  if (parts.length !== 2)
    throw new Error(`${parts.length - 1} places instead of one have ${JSON.stringify(find)}`);
  return parts.join(replace);
}

/** Compiles a spec and loads what comes out. */
export async function loadCompiled(name: string, text: string): Promise<unknown> {
  const { value, diagnostics } = compile(new Source(`${name}.tla`, text), {
    fileName: `${name}.ts`,
    findModule: () => undefined,
  });
  if (value === undefined || hasErrors(diagnostics))
    throw new Error(renderDiagnostics(diagnostics, { color: false }));
  // Inside the project, so that `mpcal-ts/runtime` is what it is elsewhere.
  const place = mkdtempSync(`${folder}.compiled-`);
  try {
    writeFileSync(`${place}/${name}.ts`, value.typescript);
    writeFileSync(`${place}/${name}.ts.map`, value.sourceMap);
    return (await import(`${place}/${name}.ts`)) as unknown;
  } finally {
    rmSync(place, { recursive: true });
  }
}
