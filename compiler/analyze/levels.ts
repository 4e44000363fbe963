import type { OperatorParameterSymbol } from '../resolve/index.ts';
import type { Span } from '../source/index.ts';

/** What an expression speaks of: 0 nothing that changes, 1 a state, 2 a step, 3 a behaviour (Specifying Systems, section 17.2). */
export type LevelNumber = 0 | 1 | 2 | 3;

/** `f[n]` is the level that comes of an operand, or of what a parameter is given, of level n. */
export type Effect = readonly [LevelNumber, LevelNumber, LevelNumber, LevelNumber];

/** The level of an expression, at least: `base`, and for each parameter in it what the parameter's level makes of it. */
export interface Level {
  readonly base: LevelNumber;
  /** What brings `base` about; undefined for constants. */
  readonly cause: Span | undefined;
  readonly params: ReadonlyMap<OperatorParameterSymbol, Effect>;
}

export const levelWords = ['constant', 'about one state', 'about a step', 'a temporal formula'] as const;

/** Of an expression that has the level of its operands. */
export const same: Effect = [0, 1, 2, 3];
/** Of `'` and UNCHANGED: constants stay what they are. */
export const primed: Effect = [0, 2, 2, 2];
/** Of ENABLED. */
export const enabled: Effect = [0, 1, 1, 1];

const noParams: Level['params'] = new Map();

export const constantLevel: Level = { base: 0, cause: undefined, params: noParams };

export function levelOf(base: LevelNumber, cause: Span | undefined): Level {
  return { base, cause, params: noParams };
}

export function levelOfParameter(param: OperatorParameterSymbol): Level {
  return { base: 0, cause: undefined, params: new Map([[param, same]]) };
}

/** The level of what has parts of these levels. */
export function joined(levels: readonly Level[]): Level {
  let result = constantLevel;
  for (const level of levels) {
    if (level.params.size === 0 && level.base <= result.base) continue;
    const params = new Map(result.params);
    for (const [param, effect] of level.params) {
      const other = params.get(param);
      params.set(param, other === undefined ? effect : (effect.map((n, i) => greater(n, other[i])) as never));
    }
    const { base, cause } = level.base > result.base ? level : result;
    result = { base, cause, params };
  }
  return result;
}

function greater(a: LevelNumber, b: LevelNumber | undefined): LevelNumber {
  return b !== undefined && b > a ? b : a;
}

/** The level that an operator makes of its operand's; `span` is what raises it, if it is raised. */
export function through(effect: Effect, level: Level, span: Span): Level {
  const base = effect[level.base];
  const params = new Map<OperatorParameterSymbol, Effect>();
  for (const [param, inner] of level.params) params.set(param, composed(effect, inner));
  return { base, cause: base > level.base ? span : base === 0 ? undefined : level.cause, params };
}

/** The level of a definition's body once its parameters have been given values of these levels. */
export function applied(body: Level, given: ReadonlyMap<OperatorParameterSymbol, Level>): Level {
  const rest = new Map([...body.params].filter(([param]) => !given.has(param)));
  const parts: Level[] = [{ ...body, params: rest }];
  for (const [param, effect] of body.params) {
    const level = given.get(param);
    if (level !== undefined) parts.push(through(effect, level, level.cause ?? body.cause ?? nowhere(param)));
  }
  return joined(parts);
}

function nowhere(param: OperatorParameterSymbol): Span {
  if (param.span === undefined) throw new Error('a parameter without a place');
  return param.span;
}

function composed(outer: Effect, inner: Effect): Effect {
  return [outer[inner[0]], outer[inner[1]], outer[inner[2]], outer[inner[3]]];
}

/** The highest level that may be given to a parameter if `max` is not to be exceeded. */
export function limitOf(effect: Effect, max: LevelNumber): LevelNumber {
  const allowed = ([3, 2, 1] as const).find((level) => effect[level] <= max);
  return allowed ?? 0;
}

/** Whether an expression is about a step whatever its parameters are given. */
export function isStep({ base, params }: Level): boolean {
  return base === 2 && [...params.values()].every((effect) => effect[3] <= 2);
}

/** Whether two levels say the same, wherever that comes from. */
export function sameLevel(a: Level | undefined, b: Level): boolean {
  if (a?.base !== b.base || a.params.size !== b.params.size) return false;
  return [...a.params].every(([param, effect]) => {
    const other = b.params.get(param);
    return other !== undefined && effect.every((level, index) => level === other[index]);
  });
}
