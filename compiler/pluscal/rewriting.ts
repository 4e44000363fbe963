import type { Bindings, Symbol } from '../resolve/index.ts';
import type { Application, Expression, MappingSpecial, Name } from '../syntax/index.ts';
import type { FreshNames } from './names.ts';
import { copyTree, nameOf, name as nameNode, valueAt } from './trees.ts';
import type { Location } from './trees.ts';

/** What the names of a body mean in the PlusCal form. */
export interface Meanings {
  /** Where a parameter or local variable is in the PlusCal form. */
  readonly locationOf: (symbol: Symbol) => Location | undefined;
  readonly self: Expression;
}

/** What stands for the special names of a mapping macro. */
export interface Specials {
  readonly variable: Expression;
  readonly value: Expression | undefined;
}

/**
 * Rewrites expressions of one body, or of one use of a mapping macro: names it binds become undecided ones, parameters and locals become PlusCal variables, and
 * what macros and references stood for is put in their place.
 */
export class Rewriting {
  private readonly bindings: Bindings;
  private readonly fresh: FreshNames;
  private readonly meanings: Meanings;
  private readonly specials: Specials | undefined;
  private readonly bound = new Map<Symbol, string>();

  constructor(bindings: Bindings, fresh: FreshNames, meanings: Meanings, specials?: Specials) {
    this.bindings = bindings;
    this.fresh = fresh;
    this.meanings = meanings;
    this.specials = specials;
  }

  /** A copy of a tree; `values` stand in the place of parts of it. */
  rewrite<T>(tree: T, values: ReadonlyMap<object, Expression> = new Map()): T {
    return copyTree(tree, (node, copy) => {
      const value = values.get(node);
      if (value !== undefined) return value;
      switch (node.kind) {
        case 'name':
          return this.declared(node as Name);
        case 'application':
          return this.application(node as Application, copy);
        case 'infix':
        case 'prefix':
        case 'postfix':
          return undefined;
        case 'macroArgument':
        case 'parenthesized': {
          const inner = copy((node as Expression & { readonly inner: Expression }).inner);
          const plain = node.kind === 'macroArgument' || isClosed(inner);
          return plain ? inner : { ...node, inner };
        }
        case 'mappingSpecial':
          return (node as MappingSpecial).name === 'variable'
            ? this.specials?.variable
            : this.specials?.value;
        default:
          return undefined;
      }
    });
  }

  /** The undecided name of something a statement binds. */
  boundName(name: Name): string {
    const symbol = this.bindings.declarations.get(name);
    return symbol === undefined ? name.text : this.nameOfBound(symbol);
  }

  private nameOfBound(symbol: Symbol): string {
    const known = this.bound.get(symbol);
    if (known !== undefined) return known;
    const made = this.fresh.like(symbol.name);
    this.bound.set(symbol, made);
    return made;
  }

  private isBound(symbol: Symbol): boolean {
    if (symbol.kind === 'operator' || symbol.kind === 'function')
      return symbol.level === 'let' && /^\w+$/.test(symbol.name);
    return symbol.kind === 'bound' || (symbol.kind === 'parameter' && /^\w+$/.test(symbol.name));
  }

  private declared(name: Name): Name | undefined {
    const symbol = this.bindings.declarations.get(name);
    return symbol !== undefined && this.isBound(symbol)
      ? { ...name, text: this.nameOfBound(symbol) }
      : undefined;
  }

  private application(node: Application, copy: <T>(tree: T) => T): object | undefined {
    if (node.steps.length > 0) return undefined;
    const symbol = this.bindings.references.get(node);
    if (symbol === undefined) return undefined;
    if (symbol.kind === 'self') return copyTree(this.meanings.self);
    const location = this.isBound(symbol) ? undefined : this.meanings.locationOf(symbol);
    if (location !== undefined && location.path.length > 0) return copyTree(valueAt(location));
    const text = this.isBound(symbol) ? this.nameOfBound(symbol) : location?.variable;
    if (text === undefined) return undefined;
    return { ...node, name: { ...nameNode(text), span: node.name.span }, args: copy(node.args) };
  }
}

/** Expressions that brackets around them cannot make clearer. */
function isClosed(expression: Expression): boolean {
  return (
    nameOf(expression) !== undefined ||
    ['number', 'string', 'boolean', 'tuple', 'record', 'setEnumeration', 'parenthesized', 'atSign'].includes(
      expression.kind,
    )
  );
}
