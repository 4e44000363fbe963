import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { StepFailure } from '../../../checker/model/index.ts';
import { TlaAssertionError, TlaEvaluationError } from '../../../runtime/index.ts';
import { explore, modelOf } from './specs.ts';

interface Expected {
  readonly spec: string;
  readonly cfg: string;
  readonly result: string;
  readonly violated?: string;
  readonly propertyKind?: string;
  readonly exhaustive: boolean;
  readonly distinct?: number;
  readonly depth?: number;
  readonly initial?: number;
}

const root = new URL('../../oracle/', import.meta.url);
const read = (name: string): string => readFileSync(fileURLToPath(new URL(name, root)), 'utf8');
const all = JSON.parse(read('expected.json')) as readonly Expected[];
const smallest = 6_000;
const explored = all.filter(({ exhaustive, distinct }) => exhaustive && (distinct ?? 0) <= smallest);
const violated = all.filter(
  ({ exhaustive, result, propertyKind }) =>
    !exhaustive && result !== 'property' && propertyKind === undefined,
);

const modelFor = ({ spec, cfg }: Expected): ReturnType<typeof modelOf> =>
  modelOf({ spec: read(spec), config: read(cfg) });

describe('the states of a model are those that TLC finds', () => {
  test.each(explored.map((expected) => [expected.cfg, expected] as const))('%s', (_, expected) => {
    const { distinct, depth, initial, violated: found } = explore(modelFor(expected));
    expect({ distinct, depth, initial }).toEqual({
      distinct: expected.distinct,
      depth: expected.depth,
      initial: expected.initial,
    });
    expect(found).toBeUndefined();
  });

  test('more than thirty specs are compared', () => {
    expect(explored.length).toBeGreaterThan(30);
  });
});

describe('what TLC finds wrong is found', () => {
  const cases = violated.filter(({ cfg }) => !cfg.includes('QuorumRegister') && !cfg.includes('_hasty'));
  test.each(cases.map((expected) => [expected.cfg, expected] as const))('%s', (_, expected) => {
    const model = modelFor(expected);
    if (expected.result === 'invariant' || expected.result === 'deadlock') {
      expect(explore(model).violated).toBe(expected.violated ?? 'deadlock');
      return;
    }
    let failure: unknown;
    try {
      explore(model);
    } catch (error) {
      failure = error instanceof StepFailure ? error.cause : error;
    }
    expect(failure).toBeInstanceOf(expected.result === 'assert' ? TlaAssertionError : TlaEvaluationError);
  });
});
