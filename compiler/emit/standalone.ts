import type { Core } from '../lower/index.ts';
import type { Diagnostic, PhaseResult } from '../diagnostics/index.ts';
import { unsupportedInExpression } from './availability.ts';
import { Block } from './block.ts';
import { collectDefinitions } from './definitions.ts';
import { ExpressionEmitter } from './expressions.ts';
import type { Doc, LayoutSink } from './layout.ts';
import { blockOf, hardLine, join, list, render } from './layout.ts';
import { ModuleContext } from './module-context.ts';

export interface StandaloneExpression {
  /**
   * The body of a JavaScript function whose parameter `runtime` is the namespace of `mpcal-ts/runtime`; it returns a function of `iface`
   * that evaluates the expression.
   */
  readonly source: string;
}

/** Compiles a constant expression for evaluation on the spot. Definitions outside of it must not be needed. */
export function emitExpression(core: Core): PhaseResult<StandaloneExpression | undefined> {
  const diagnostics: readonly Diagnostic[] = unsupportedInExpression(core);
  if (diagnostics.length > 0) return { value: undefined, diagnostics };
  const definitions = collectDefinitions([], [core]);
  const module = new ModuleContext(core.span.source, definitions, [core], [], false);
  const emitter = new ExpressionEmitter(module);
  const block = new Block(undefined, module.isTaken);
  const returnLeaf = (leaf: Core, place: Block): void => {
    place.add(['return ', emitter.value(leaf, place), ';']);
  };
  emitter.emitTo(core, block, returnLeaf, { leaves: true });
  const evaluate: Doc = [`return (${block.parameterName('iface')}) => `, blockOf(block.statements), ';'];
  const sites = module.sites.isEmpty ? [] : module.sites.declarations(module.use('site'));
  const hoisted = [...module.hoisted.values()].map(({ name, initializer }): Doc => [
    `const ${name} = `,
    initializer,
    ';',
  ]);
  const imports = list(
    'const { ',
    [...module.imports].map(([name, local]) => (name === local ? name : `${name}: ${local}`)),
    ' } = runtime;',
  );
  const sink = new TextSink();
  render(join([imports, ...sites, ...hoisted, evaluate], hardLine), sink);
  return { value: { source: sink.text }, diagnostics: [] };
}

class TextSink implements LayoutSink {
  text = '';
  private level = 0;

  write(text: string): void {
    this.text += text;
  }
  newLine(): void {
    this.text += `\n${'  '.repeat(this.level)}`;
  }
  indent(): void {
    this.level += 1;
  }
  outdent(): void {
    this.level -= 1;
  }
  mark(): void {}
}
