import type { ArchetypeParameterSymbol, TranslationSymbol, VariableSymbol } from '../resolve/index.ts';
import type { Core, CoreAction, CoreFunctionApplication, CorePrimitive } from '../lower/index.ts';
import type { Block } from './block.ts';
import { atLeast, atom, level } from './emitted.ts';
import type { Emitted, ExpressionEmitting } from './emitted.ts';
import type { Doc } from './layout.ts';
import { callOf } from './layout.ts';
import { ActionEmitter } from './model-actions.ts';
import type { ModelLayout, ModelVariable } from './model-layout.ts';
import { quote } from './names.ts';
import type { StateEmitting } from './state-emitting.ts';

/**
 * Emits variables as places of the arrays `iface.state` and `iface.next`, and what is said of steps by means of both. A variable that each
 * process has is a function of processes (`iface.whole`), of which mostly one value is wanted (`iface.at`).
 */
export class StateEmitter implements StateEmitting {
  /** Whether a body is being emitted: there another process's variable means the one with the reader's own identity. */
  inBody = false;
  private readonly layout: ModelLayout;
  private readonly emitter: ExpressionEmitting;
  private readonly actions: ActionEmitter;

  constructor(layout: ModelLayout, emitter: ExpressionEmitting) {
    this.layout = layout;
    this.emitter = emitter;
    this.actions = new ActionEmitter(
      {
        ofAlgorithm: layout.variables.filter(({ isBeside }) => !isBeside),
        variableOf: (core, block) => this.variableOf(core, block),
        definitionOf: (core, block) => this.definitionOf(core, block),
        unchanged: (core, block) => this.unchanged(core, block),
      },
      emitter,
    );
  }

  /** An action as what finds the states it leads to: see `ActionEmitter`. */
  successors(core: Core, block: Block): Doc {
    return this.actions.action(core, block);
  }

  variable(symbol: VariableSymbol | ArchetypeParameterSymbol, block: Block): Emitted {
    const variable = this.layout.bySymbol.get(symbol);
    if (variable === undefined) throw new Error(`emitting: ${symbol.name} is not part of the model`);
    const iface = block.use('iface');
    if (variable.place.kind === 'own' && this.inBody)
      return atom(`${iface}.at(${variable.index}, ${iface}.self)`);
    return atom(this.read(variable, 'state', block));
  }

  translation(symbol: TranslationSymbol, args: readonly Doc[], block: Block): Emitted {
    const iface = block.use('iface');
    const variable = this.translated(symbol);
    if (variable !== undefined) return atom(this.read(variable, 'state', block));
    if (symbol.name === 'ProcSet') return atom(`${iface}.procSet`);
    if (symbol.name === 'vars') return atom(`${iface}.vars()`);
    return atom(callOf(`${iface}.isStep`, [quote(symbol.name), ...args]), 'boolean');
  }

  functionApplication(core: CoreFunctionApplication, block: Block): Emitted | undefined {
    const operand = core.function;
    const isPrimed = operand.kind === 'primitive' && operand.operator === "'";
    const variable = this.variableOf(isPrimed ? operand.args[0] : operand, block);
    const [only] = core.args;
    if (variable?.place.kind !== 'own' || only === undefined || core.args.length > 1) return undefined;
    return atom(
      callOf(`${block.use('iface')}.${isPrimed ? 'atNext' : 'at'}`, [
        String(variable.index),
        this.emitter.value(only, block),
        this.emitter.module.site(core.span),
      ]),
    );
  }

  primitive(core: CorePrimitive, block: Block): Emitted | undefined {
    const [operand] = core.args;
    if (operand === undefined) return undefined;
    switch (core.operator) {
      case "'":
        return atom(this.primed(operand, block));
      case 'UNCHANGED':
        return this.unchanged(operand, block);
      case 'ENABLED':
        return atom(
          callOf(`${block.use('iface')}.actions.enabled`, [
            this.actions.action(operand, block),
            this.emitter.module.site(core.span),
          ]),
          'boolean',
        );
      default:
        return undefined;
    }
  }

  action(core: CoreAction, block: Block): Emitted {
    const action = atLeast(this.emitter.condition(core.action, block), level.unary);
    const unchanged = atLeast(this.unchanged(core.subscript, block), level.unary);
    return core.box
      ? { doc: [action, ' || ', unchanged], type: 'boolean', level: level.or }
      : { doc: ['!', unchanged, ' && ', action], type: 'boolean', level: level.and };
  }

  // --- places ---

  private translated(symbol: TranslationSymbol): ModelVariable | undefined {
    if (symbol.name === 'pc') return this.layout.pc;
    return symbol.name === 'stack' ? this.layout.stack : undefined;
  }

  /** The variable that an expression just names, unless it is a local of the function around. */
  private variableOf(core: Core | undefined, block: Block): ModelVariable | undefined {
    if (core?.kind !== 'name') return undefined;
    const { symbol } = core;
    if (symbol.kind === 'translation') return this.translated(symbol);
    if (this.inBody || block.lookup(symbol) !== undefined) return undefined;
    return this.layout.bySymbol.get(symbol);
  }

  private read(variable: ModelVariable, array: 'state' | 'next', block: Block): string {
    const iface = block.use('iface');
    if (variable.place.kind === 'shared') return `${iface}.${array}[${variable.place.slot}]`;
    return `${iface}.${array === 'state' ? 'whole' : 'wholeNext'}(${variable.index})`;
  }

  private primed(operand: Core, block: Block): Doc {
    const variable = this.variableOf(operand, block);
    if (variable !== undefined) return this.read(variable, 'next', block);
    return callOf(`${block.use('iface')}.primed`, [this.emitter.closure([], operand, block)]);
  }

  private unchanged(operand: Core, block: Block): Emitted {
    const variable = this.variableOf(operand, block);
    const iface = block.use('iface');
    if (variable !== undefined) return atom(`${iface}.isUnchanged(${variable.index})`, 'boolean');
    if (operand.kind === 'name' && operand.symbol.kind === 'translation' && operand.symbol.name === 'vars')
      return atom(`${iface}.nothingChanged()`, 'boolean');
    if (operand.kind === 'tuple') {
      const parts = operand.elements.map((element): Doc =>
        atLeast(this.unchanged(element, block), level.unary),
      );
      return atom(
        [
          '(',
          parts.length === 0
            ? 'true'
            : parts.flatMap((part, position): Doc[] => (position === 0 ? [part] : [' && ', part])),
          ')',
        ],
        'boolean',
      );
    }
    const definition = this.definitionOf(operand, block);
    if (definition !== undefined) return this.unchanged(definition, block);
    const closure = this.emitter.closure([], operand, block);
    return atom(callOf(`${iface}.isSame`, [closure]), 'boolean');
  }

  /** The body of the definition without parameters that an expression just names. */
  private definitionOf(core: Core, block: Block): Core | undefined {
    if (core.kind !== 'apply' || core.args.length > 0 || core.operator.kind !== 'operator') return undefined;
    const definition = this.emitter.module.definitions.get(core.operator);
    const isKnown = definition?.kind === 'operator' && block.lookup(core.operator) === undefined;
    return isKnown ? definition.body : undefined;
  }
}
