import type { Rule } from './analysis.ts';
import { assignmentsAreSingle } from './assignments-are-single-rule.ts';
import { assignmentsChangeVariables } from './assignments-change-variables-rule.ts';
import { callsFitProcedures } from './calls-fit-procedures-rule.ts';
import { choicesHaveAlternatives } from './choices-have-alternatives-rule.ts';
import { gotosHaveTargets } from './gotos-have-targets-rule.ts';
import { instancesFitArchetypes } from './instances-fit-archetypes-rule.ts';
import { labelsAreNotReserved } from './labels-are-not-reserved-rule.ts';
import { labelsAreReachable } from './labels-are-reachable-rule.ts';
import { labelsAreUnique } from './labels-are-unique-rule.ts';
import { labelsFollowJumps } from './labels-follow-jumps-rule.ts';
import { labelsInTheirPlace } from './labels-in-their-place-rule.ts';
import { labelsStartBodies } from './labels-start-bodies-rule.ts';
import { labelsStartLoops } from './labels-start-loops-rule.ts';
import { localsStayLocal } from './locals-stay-local-rule.ts';
import { mappedReadsAreFree } from './mapped-reads-are-free-rule.ts';
import { mappingBodiesYieldOnce } from './mapping-bodies-yield-once-rule.ts';
import { mappingsApplyToReferences } from './mappings-apply-to-references-rule.ts';
import { namesAreNotReserved } from './names-are-not-reserved-rule.ts';
import { namesAreUsed } from './names-are-used-rule.ts';
import { operatorsHideNoGlobals } from './operators-hide-no-globals-rule.ts';
import { operatorsReadWhatStays } from './operators-read-what-stays-rule.ts';
import { parallelAssignmentsDiffer } from './parallel-assignments-differ-rule.ts';
import { referencesHaveIndices } from './references-have-indices-rule.ts';
import { statementsInTheirPlace } from './statements-in-their-place-rule.ts';

/**
 * All rules. No rule relies on another, so the order shows only where two say something about the same place: there the reader finds the
 * structure first (labels, places), then what statements do, then how bodies are put together, and warnings last.
 */
export const rules: readonly Rule[] = [
  labelsStartBodies,
  labelsStartLoops,
  labelsFollowJumps,
  labelsInTheirPlace,
  labelsAreUnique,
  labelsAreNotReserved,
  gotosHaveTargets,
  statementsInTheirPlace,
  namesAreNotReserved,
  assignmentsChangeVariables,
  parallelAssignmentsDiffer,
  assignmentsAreSingle,
  referencesHaveIndices,
  callsFitProcedures,
  instancesFitArchetypes,
  mappingsApplyToReferences,
  mappingBodiesYieldOnce,
  mappedReadsAreFree,
  operatorsHideNoGlobals,
  labelsAreReachable,
  choicesHaveAlternatives,
  localsStayLocal,
  operatorsReadWhatStays,
  namesAreUsed,
];
