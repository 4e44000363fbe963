import { describe, expect, it } from 'vitest';
import { Source } from '../../../compiler/source/index.ts';
import { parseModule } from '../../../compiler/syntax/index.ts';
import { oracleText } from './helpers.ts';
import { printed } from './print.ts';

/** One spec for every kind of text: MPCal, its PlusCal form, C syntax, P syntax, and one with much TLA+ around. */
const specs = [
  'mpcal/LockService',
  'mpcal/ProcRef',
  'mpcal/ProcRef.pluscal',
  'pluscal/LeaderRingC',
  'pluscal/VendingP',
  'pluscal/MachineP',
];

describe('the syntax tree', () => {
  it.each(specs)('of %s is as recorded', async (spec) => {
    const { value } = parseModule(new Source(`${spec}.tla`, oracleText(`${spec}.tla`)));
    await expect(`${printed(value)}\n`).toMatchFileSnapshot(`golden/${spec.replace('/', '-')}.txt`);
  });
});
