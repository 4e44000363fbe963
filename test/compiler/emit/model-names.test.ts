import { describe, expect, it } from 'vitest';
import type { LocalName } from '../../../compiler/emit/model-names.ts';
import { distinctNames } from '../../../compiler/emit/model-names.ts';

const local = (written: string, owner: string, kind: LocalName['kind'] = 'process variable'): LocalName => ({
  written,
  owner,
  kind,
});

describe('the TLA+ variables of locals', () => {
  it('keep names that nothing else has', () => {
    expect(distinctNames(new Set(['x']), [local('y', 'P'), local('z', 'Q')])).toEqual(['y', 'z']);
  });

  it('are told apart by letters of their owners; the last keeps its name', () => {
    const locals = [local('i', 'Server'), local('i', 'Sender'), local('i', 'Server2'), local('i', 'Client')];
    expect(distinctNames(new Set(), locals)).toEqual(['i_', 'i_S', 'i_Se', 'i']);
  });

  it('give way to globals, to variables of procedures and to parameters, in this order', () => {
    const locals = [
      local('n', 'Step', 'parameter'),
      local('n', 'Turn', 'procedure variable'),
      local('n', 'P'),
      local('g', 'P'),
    ];
    expect(distinctNames(new Set(['g', 'g_']), locals)).toEqual(['n', 'n_T', 'n_', 'g_P']);
  });

  it('are numbered where letters do not suffice', () => {
    expect(distinctNames(new Set(['a', 'a_', 'a_P']), [local('a', 'P')])).toEqual(['a_P2']);
  });
});
