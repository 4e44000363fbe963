/** Random walks through a model. Pure: seeds come from the caller. */
export type { SimulationOptions, SimulationOutcome, SimulationStatistics } from './simulation.ts';
export { Random } from '../model/index.ts';
export { Simulation, simulate } from './simulation.ts';
