import type { ModelLayout, Span } from '../../compiler/index.ts';
import type { Value } from '../../runtime/tla/index.ts';
import {
  TlaEvaluationError,
  applyFunction,
  compare,
  domain,
  elements,
  isModelValue,
  sameValue,
  toTlaString,
} from '../../runtime/tla/index.ts';
import { fingerprintOfValue, spread, takeLesser } from './fingerprint.ts';
import type { ProcessPlace } from './machine.ts';
import type { Fingerprint } from './model.ts';
import { Permutation } from './permutation.ts';

/** More permutations than those of eight values are too many to try on every state. */
const largestGroup = 40_320;

/** A permutation with where the values of a permuted state come from. */
export interface SymmetricImage {
  readonly permutation: Permutation;
  /** By slot of the image. */
  readonly sources: readonly number[];
}

/** The configuration's symmetry is none. */
export class SymmetryProblem extends Error {
  readonly span: Span;

  constructor(span: Span, message: string) {
    super(message);
    this.name = 'SymmetryProblem';
    this.span = span;
  }
}

/** States that are the same but for an exchange of model values, as SYMMETRY says. */
export class Symmetry {
  /** All but the state itself. */
  readonly images: readonly SymmetricImage[];
  private readonly candidate: Fingerprint = { low: 0, high: 0 };

  /** `sets` are sets of permutations; what they generate together is the symmetry. */
  constructor(
    sets: readonly { readonly value: Value; readonly span: Span }[],
    layout: ModelLayout,
    places: readonly ProcessPlace[],
    size: number,
  ) {
    const generators = sets.flatMap(({ value, span }) =>
      elements(value).map((element) => ({ mapping: mappingOf(element, span), span })),
    );
    const [first] = sets;
    this.images = groupOf(
      generators.map(({ mapping }) => mapping),
      first?.span,
    ).map((mapping) => {
      const permutation = new Permutation(mapping);
      return { permutation, sources: sourcesOf(permutation, layout, places, size, first?.span) };
    });
  }

  /** The least fingerprint among those of the images of a value: of what of a state counts, if that is not all of it. */
  fingerprintOfView(seen: Value, into: Fingerprint): void {
    const { candidate } = this;
    fingerprintOfValue(seen, into);
    for (const { permutation } of this.images) {
      fingerprintOfValue(permutation.of(seen), candidate);
      takeLesser(candidate, into);
    }
    spread(into);
  }
}

type Mapping = ReadonlyMap<Value, Value>;

/** A function from model values to model values, without those that stay as they are. */
function mappingOf(value: Value, span: Span): Mapping {
  const mapping = new Map<Value, Value>();
  try {
    for (const key of elements(domain(value))) {
      const image = applyFunction(value, key);
      if (!isModelValue(key) || !isModelValue(image))
        throw new SymmetryProblem(
          span,
          `A symmetry exchanges model values, which ${toTlaString(isModelValue(key) ? image : key)} is not.`,
        );
      if (key !== image) mapping.set(key, image);
    }
  } catch (error) {
    if (!(error instanceof TlaEvaluationError)) throw error;
    throw new SymmetryProblem(span, `A symmetry is a set of permutations: ${error.message}`);
  }
  if (
    new Set(mapping.values()).size !== mapping.size ||
    [...mapping.values()].some((image) => !mapping.has(image))
  )
    throw new SymmetryProblem(span, `${toTlaString(value)} is no permutation.`);
  return mapping;
}

/** All combinations of the generators but the identity. */
function groupOf(generators: readonly Mapping[], span: Span | undefined): readonly Mapping[] {
  const found = new Map<string, Mapping>();
  const pending: Mapping[] = [...generators];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const key = keyOf(next);
    if (key === '' || found.has(key)) continue;
    found.set(key, next);
    if (found.size > largestGroup && span !== undefined)
      throw new SymmetryProblem(
        span,
        `The symmetry has more than ${largestGroup} permutations, too many to try on every state.`,
      );
    for (const generator of generators) pending.push(composed(next, generator));
  }
  return [...found.values()];
}

function keyOf(mapping: Mapping): string {
  return [...mapping]
    .sort(([a], [b]) => compare(a, b))
    .map(([key, image]) => `${toTlaString(key)} ${toTlaString(image)}`)
    .join(' ');
}

/** First `a`, then `b`. */
function composed(a: Mapping, b: Mapping): Mapping {
  const result = new Map<Value, Value>();
  for (const key of new Set([...a.keys(), ...b.keys()])) {
    const between = a.get(key) ?? key;
    const image = b.get(between) ?? between;
    if (image !== key) result.set(key, image);
  }
  return result;
}

/** Where the values of an image come from: what belonged to a process belongs to the process it becomes. */
function sourcesOf(
  permutation: Permutation,
  layout: ModelLayout,
  places: readonly ProcessPlace[],
  size: number,
  span: Span | undefined,
): readonly number[] {
  const sources = Array.from({ length: size }, (_, slot) => slot);
  if (layout.isSequential) return sources;
  for (const place of places) {
    const becomes = permutation.of(place.self as Value);
    const image = places.find(({ self }) => sameValue(self as Value, becomes));
    const length = layout.declarations[place.declaration]?.size ?? 0;
    if (image?.declaration !== place.declaration) {
      if (span === undefined) throw new Error('model: a symmetry without a place');
      throw new SymmetryProblem(
        span,
        `The symmetry makes ${toTlaString(becomes)} of process ${toTlaString(place.self as Value)}, which is no process of the same kind.`,
      );
    }
    for (let offset = 0; offset < length; offset += 1) sources[image.base + offset] = place.base + offset;
  }
  return sources;
}
