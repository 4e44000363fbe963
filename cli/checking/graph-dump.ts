import { toTlaString } from '../../runtime/tla/index.ts';
import { OUTSIDE } from '../../checker/index.ts';
import type { Model, ModelStep, StateGraph } from '../../checker/index.ts';

/** More states are of no use to a person, and more than the programs that draw graphs take. */
export const mostDumped = 100_000;

interface Edge {
  readonly from: number;
  readonly to: number;
  readonly step: ModelStep;
}

function edgesOf(model: Model, graph: StateGraph): readonly Edge[] {
  const edges: Edge[] = [];
  for (let from = 0; from < graph.stateCount; from++) {
    const first = graph.firstEdge[from] ?? 0;
    for (let at = first; at < first + (graph.edgeCount[from] ?? 0); at++) {
      const to = graph.edgeTargets[at] ?? OUTSIDE;
      if (to !== OUTSIDE) edges.push({ from, to, step: model.steps[graph.edgeSteps[at] ?? 0] as ModelStep });
    }
  }
  return edges;
}

function valuesOf(model: Model, graph: StateGraph, id: number): readonly (readonly [string, string])[] {
  const state = graph.stateAt(id);
  return model.variables.map((name) => [name, toTlaString(model.variableValue(state, name))]);
}

function actorOf(model: Model, { process }: ModelStep): string {
  const self = model.processes[process]?.self;
  return self === undefined ? '' : `(${toTlaString(self)})`;
}

/** The state graph for graphviz. */
export function graphToDot(model: Model, graph: StateGraph): string {
  const quoted = (text: string): string => `"${text.replace(/[\\"]/g, '\\$&').replace(/\n/g, '\\n')}"`;
  const initial = new Set(graph.initialStates);
  const nodes = Array.from({ length: graph.stateCount }, (_, id) => {
    const label = valuesOf(model, graph, id)
      .map(([name, value]) => `${name} = ${value}`)
      .join('\n');
    return `  s${id} [label=${quoted(label)}${initial.has(id) ? ', style=filled' : ''}];`;
  });
  const arrows = edgesOf(model, graph).map(
    ({ from, to, step }) => `  s${from} -> s${to} [label=${quoted(step.label + actorOf(model, step))}];`,
  );
  return ['digraph states {', '  node [shape=box];', ...nodes, ...arrows, '}', ''].join('\n');
}

/** The state graph as data: values in TLA+'s notation, states by their place. */
export function graphToJson(model: Model, graph: StateGraph): string {
  return `${JSON.stringify(
    {
      format: 'mpcal-ts-graph',
      version: 1,
      spec: model.name,
      initial: graph.initialStates,
      states: Array.from({ length: graph.stateCount }, (_, id) =>
        Object.fromEntries(valuesOf(model, graph, id)),
      ),
      edges: edgesOf(model, graph).map(({ from, to, step }) => ({
        from,
        to,
        process: model.processes[step.process]?.name ?? null,
        self: selfText(model, step),
        label: step.label,
      })),
    },
    undefined,
    1,
  )}\n`;
}

function selfText(model: Model, { process }: ModelStep): string | null {
  const self = model.processes[process]?.self;
  return self === undefined ? null : toTlaString(self);
}
