import { closest, errorAt, hasErrors } from '../diagnostics/index.ts';
import { Source, spanText } from '../source/index.ts';
import { parseFurtherModule, parseModule, parseTranslated } from '../syntax/index.ts';
import type { Module, Name, ParsedModule } from '../syntax/index.ts';
import type { Findings } from './naming.ts';
import type { Scope } from './scope.ts';
import { libraryModules } from './library.ts';
import { standardModuleNames, yieldsToFile } from './standard-modules.ts';

/** Answers the text of a user module by name, undefined if there is none. */
export type FindModule = (name: string) => Source | undefined;

/** Modules are read while the one that needs them waits, which takes stack. */
const longestChain = 200;

/** Parses user modules, each once, and knows which ones are under elaboration, so that no module comes to depend on itself. */
export class ModuleLoader {
  private readonly findings: Findings;
  private readonly findModule: FindModule;
  private readonly parsed = new Map<string, Module | undefined>();
  /** Modules with syntax errors. */
  private readonly incomplete = new Set<string>();
  /** Outermost first. */
  private readonly underWay: Module[] = [];

  constructor(findings: Findings, findModule: FindModule) {
    this.findings = findings;
    this.findModule = findModule;
  }

  /** Runs `elaborate` with the module marked as under way. */
  during(module: Module, elaborate: () => void): void {
    this.underWay.push(module);
    elaborate();
    this.underWay.pop();
  }

  /** The module of that name. If there is none, that is reported and the scope that wants it is marked incomplete. */
  load(name: Name, scope: Scope): Module | undefined {
    if (this.isCircular(({ name: { text } }) => text === name.text, name, scope)) return undefined;
    if (this.underWay.length >= longestChain) {
      this.findings.report(
        errorAt('MP109', name.span, `More than ${longestChain} modules depend on each other in a chain.`, {
          hint: 'Let one module extend several others, instead of each the next.',
        }),
      );
      scope.incomplete = true;
      return undefined;
    }
    if (!this.parsed.has(name.text)) {
      const result = this.parse(name.text);
      if (result !== undefined) {
        this.findings.report(...result.diagnostics);
        this.checkName(name, result.value);
      }
      this.parsed.set(name.text, result?.value);
      if (result !== undefined && hasErrors(result.diagnostics)) this.incomplete.add(name.text);
    }
    const module = this.parsed.get(name.text);
    if (module === undefined) this.notFound(name, scope);
    // A file may be found by a name that its module does not have.
    else if (this.isCircular((other) => isSame(other, module), name, scope)) return undefined;
    // What its unread parts would have defined is not to be missed.
    if (this.incomplete.has(name.text)) scope.incomplete = true;
    return module;
  }

  /** Whether a module that stands inside another is under way already. That is reported, and the scope marked incomplete. */
  isInItself(nested: Module, name: Name, scope: Scope): boolean {
    return this.isCircular((module) => module === nested, name, scope);
  }

  private isCircular(isWanted: (module: Module) => boolean, name: Name, scope: Scope): boolean {
    const place = this.underWay.findIndex(isWanted);
    if (place < 0) return false;
    const way = this.underWay.slice(place).map((module) => module.name.text);
    this.findings.report(
      errorAt('MP205', name.span, `Module ${name.text} depends on itself.`, {
        hint: `The way round is ${[...way, name.text].join(' -> ')}.`,
      }),
    );
    scope.incomplete = true;
    return true;
  }

  /**
   * A module with an algorithm as it is instantiated: with the translation that stands in its file, since the algorithm itself has no
   * definitions. Undefined if there is no translation.
   */
  translated(module: Module): Module | undefined {
    if (module.translation === undefined || spanText(module.translation).trim() === '') return undefined;
    const { value, diagnostics } = parseTranslated(module);
    this.findings.report(...diagnostics);
    return value;
  }

  /** A file is found by the name of its module, so the two have to agree. */
  private checkName(wanted: Name, { name }: Module): void {
    if (name.text === '' || name.text === wanted.text) return;
    this.findings.report(
      errorAt('MP204', wanted.span, `The file of module ${wanted.text} holds module ${name.text}.`, {
        related: [{ span: name.span, message: 'here it is named' }],
        hint: `Call the module ${wanted.text}, as the file.`,
      }),
    );
  }

  /** Whether a standard module has given way to a file of its name. */
  isReplaced(name: string): boolean {
    return (
      yieldsToFile(name) &&
      !this.underWay.some((module) => module.name.text === name) &&
      this.findModule(name) !== undefined
    );
  }

  /** A module has a file, or stands behind the main module in its file, or is one of ours. */
  private parse(name: string): ParsedModule | undefined {
    const file = this.findModule(name);
    if (file !== undefined) return parseModule(file);
    const [main] = this.underWay;
    const further = main === undefined ? undefined : parseFurtherModule(main, name);
    if (further !== undefined) return further;
    const library = Object.hasOwn(libraryModules, name) ? libraryModules[name] : undefined;
    return library === undefined ? undefined : parseModule(new Source(`${name}.tla`, library));
  }

  notFound(name: Name, scope: Scope): void {
    scope.incomplete = true;
    const near = closest(name.text, standardModuleNames());
    this.findings.report(
      errorAt('MP204', name.span, `There is no module ${name.text}.`, {
        hint:
          near === undefined
            ? `${name.text} is no standard module, and there is no file ${name.text}.tla beside the specification.`
            : `Did you mean ${near}?`,
      }),
    );
  }
}

/** Whether two trees are of the same text; a module is read again for its translation. */
function isSame({ span: one }: Module, { span: other }: Module): boolean {
  return one.source === other.source && one.start === other.start;
}
