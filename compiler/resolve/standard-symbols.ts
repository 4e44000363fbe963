import type { Slot } from './scope.ts';
import { isCoreModule, standardModule } from './standard-modules.ts';
import type { StandardOperatorSymbol } from './symbols.ts';

/** The symbols of standard operators: one for each, however often its module is extended. */
export class StandardSymbols {
  private readonly symbols = new Map<string, StandardOperatorSymbol>();

  /** What a standard module and those it extends define, by name; undefined if there is no such standard module. */
  slotsOf(moduleName: string): Map<string, Slot> | undefined {
    if (standardModule(moduleName) === undefined) return undefined;
    const slots = new Map<string, Slot>();
    this.collect(moduleName, slots);
    return slots;
  }

  private collect(moduleName: string, slots: Map<string, Slot>): void {
    const module = standardModule(moduleName);
    if (module === undefined) return;
    for (const extended of module.extends) this.collect(extended, slots);
    for (const [operator, params] of Object.entries(module.operators)) {
      slots.set(operator, {
        entry: this.symbol(moduleName, operator, params.length),
        shadowable: !isCoreModule(moduleName),
        instanceParams: 0,
      });
    }
  }

  private symbol(module: string, name: string, arity: number): StandardOperatorSymbol {
    const key = `${module}!${name}`;
    const known = this.symbols.get(key);
    if (known !== undefined) return known;
    const symbol: StandardOperatorSymbol = { kind: 'standard', name, span: undefined, module, arity };
    this.symbols.set(key, symbol);
    return symbol;
  }
}
