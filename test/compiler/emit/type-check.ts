import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** The files of the runtime and of the language, which are read once. */
const sources = new Map<string, ts.SourceFile | undefined>();

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** What the TypeScript compiler has against a generated module, with the settings of the project. */
export function typeErrorsOf(typescript: string): readonly string[] {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), (path) => ts.sys.readFile(path)) as {
    readonly config: object;
  };
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: [] }, ts.sys, root);
  const file = join(root, 'generated', 'typeChecked.ts');
  const host = ts.createCompilerHost({ ...options, noEmit: true });
  const { fileExists, getSourceFile } = host;
  host.fileExists = (name) => name === file || fileExists(name);
  host.getSourceFile = (name, settings, ...rest) => {
    if (name === file) return ts.createSourceFile(name, typescript, settings);
    if (!sources.has(name)) sources.set(name, getSourceFile(name, settings, ...rest));
    return sources.get(name);
  };
  const program = ts.createProgram([file], { ...options, noEmit: true }, host);
  const own = program.getSourceFile(file);
  return [...program.getSyntacticDiagnostics(own), ...program.getSemanticDiagnostics(own)].map(
    ({ messageText, start }) =>
      `${ts.flattenDiagnosticMessageText(messageText, '\n')} at ${typescript.slice(start ?? 0, (start ?? 0) + 60)}`,
  );
}
