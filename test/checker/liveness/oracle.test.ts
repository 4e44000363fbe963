import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../../checker/config/index.ts';
import { checkProperties } from '../../../checker/liveness/index.ts';
import { buildModel } from '../../../checker/model/index.ts';
import type { Model } from '../../../checker/model/index.ts';
import { search } from '../../../checker/search/index.ts';
import { Source } from '../../../compiler/index.ts';

interface Expected {
  readonly spec: string;
  readonly cfg: string;
  readonly result: string;
  readonly violated?: string;
  /** Of liveness violations. */
  readonly counterexample?: 'lasso' | 'stuttering';
  readonly propertyKind?: 'liveness' | 'action';
  readonly distinct?: number;
}

const folder = fileURLToPath(new URL('../../oracle/', import.meta.url));
const expected = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as readonly Expected[];
const read = (path: string): Source => new Source(path, readFileSync(join(folder, path), 'utf8'));
const withProperties = expected.filter(
  ({ cfg, result }) => (result === 'ok' || result === 'property') && /^\s*PROPERT/m.test(read(cfg).text),
);

function modelOf({ spec, cfg }: Expected): Model {
  const config = parseConfig(read(cfg));
  const findModule = (name: string): Source | undefined => {
    const path = join(dirname(spec), `${name}.tla`);
    return existsSync(join(folder, path)) ? read(path) : undefined;
  };
  const model = buildModel({ source: read(spec), findModule, config: config.value });
  if (model.value === undefined) throw new Error(model.diagnostics.map(({ message }) => message).join('\n'));
  return model.value;
}

/** The model as one without properties, so that the search explores everything. */
function withoutProperties(model: Model): Model {
  return Object.create(model, { properties: { value: [] } }) as Model;
}

describe('on the oracle', () => {
  it.each(withProperties)('the properties of $cfg are $result', (entry) => {
    const model = modelOf(entry);
    const { graph } = search(withoutProperties(model), { recordGraph: true });
    if (graph === undefined) throw new Error('no state graph');
    if (entry.distinct !== undefined) expect(graph.stateCount).toBe(entry.distinct);
    const { verdicts, warnings } = checkProperties(model, graph, { checkAll: true });
    expect(warnings).toEqual([]);
    expect(verdicts.length).toBeGreaterThan(0);
    const violated = verdicts.filter((each) => each.kind === 'violated');
    expect(verdicts.filter((each) => each.kind === 'error')).toEqual([]);
    if (entry.result === 'ok') {
      expect(violated).toEqual([]);
      return;
    }
    expect(violated.map(({ property }) => property.name)).toEqual([entry.violated]);
    expect(violated[0]?.counterexample.kind).toBe(entry.counterexample ?? 'finite');
  });

  it('has lassos, stuttering and steps that are not allowed', () => {
    const kinds = withProperties.map(({ counterexample, propertyKind }) => counterexample ?? propertyKind);
    expect(new Set(kinds)).toEqual(new Set([undefined, 'lasso', 'stuttering', 'action']));
  });
});
