import type { Span } from '../source/index.ts';
import type { Core, CoreArgument, Step } from '../lower/index.ts';
import { anyCore, coreChildren } from '../lower/index.ts';
import type { Block } from './block.ts';
import { stepExpressions, stepsWithin } from './definitions.ts';
import type { Doc } from './layout.ts';
import { group, indent, line } from './layout.ts';
import type { StateSymbol } from './section-context.ts';
import { fileNameOf } from './site-table.ts';

/** The values an assertion has read, for its message: temporaries and variables by name, each once. */
export function readValues(condition: Core, block: Block): readonly Doc[] {
  const found = new Set<string>();
  const visit = (core: CoreArgument): void => {
    const symbol =
      core.kind === 'name' ? core.symbol : core.kind === 'temporary' ? core.temporary : undefined;
    const binding = symbol === undefined ? undefined : block.lookup(symbol);
    if (binding?.kind === 'value' && !binding.lazy) {
      binding.uses += 1;
      found.add(binding.text);
    }
    coreChildren(core).forEach(visit);
  };
  visit(condition);
  return [...found];
}

export function beginsWhere(span: Span, other: Span | undefined): boolean {
  return span.source === other?.source && span.start === other.start;
}

export function isMappedVariable(node: CoreArgument): boolean {
  return node.kind === 'special' && node.name === 'variable';
}

export function isStateSymbol(symbol: StateSymbol): boolean {
  return symbol.kind === 'variable' || (symbol.kind === 'archetypeParameter' && !symbol.ref);
}

export function merge(into: Set<StateSymbol>, ...others: readonly ReadonlySet<StateSymbol>[]): void {
  for (const other of others) for (const symbol of other) into.add(symbol);
}

/** `// raftkvs.tla:210` */
export function placeComment(span: Span): string {
  return `// ${fileNameOf(span.source)}:${span.source.positionAt(span.start).line}`;
}

/** `if (!condition) statement` */
export function unless(condition: Doc, statement: string): Doc {
  return group(['if (!', condition, ')', indent([line, statement])]);
}

/** Whether the body of a mapping macro reads and assigns `$variable`. */
export function mappedVariableIn(steps: readonly Step[]): {
  readonly isUsed: boolean;
  readonly isSet: boolean;
} {
  const all = stepsWithin(steps);
  return {
    isUsed: all.some((step) => stepExpressions(step).some((core) => anyCore(core, isMappedVariable))),
    isSet: all.some((step) => step.kind === 'setMapped'),
  };
}
