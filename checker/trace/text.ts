import { toTlaString } from '../../runtime/tla/index.ts';
import type { Value } from '../../runtime/tla/index.ts';
import type { Change } from './difference.ts';
import { setChange } from './difference.ts';
import type { Painter } from './painter.ts';
import { plainPainter } from './painter.ts';
import type { Trace, TraceChoice, TraceEnd, TraceState, TraceStep } from './trace.ts';

/** A trace as a person reads it: every state by what led to it and what that changed; only the first one in full. */
export function renderTrace(trace: Trace, painter: Painter = plainPainter): string {
  const blocks = trace.states.map((state, i) => stateBlock(trace, state, i, painter));
  if (trace.end !== undefined) blocks.push(endBlock(trace.end, trace.states.length, painter));
  return `${blocks.join('\n\n')}\n`;
}

function stateBlock(trace: Trace, state: TraceState, index: number, painter: Painter): string {
  const heading = painter.heading(`State ${index + 1}:`);
  const before = trace.states[index - 1];
  const lines =
    state.step === undefined
      ? [`${heading} initial`]
      : [`${heading} ${stepLine(state.step, painter)}`, ...choiceLines(state.step.choices, painter)];
  lines.push(...shownLines(state, before, painter));
  for (const outcome of state.expressions) {
    const shown =
      'value' in outcome ? toTlaString(outcome.value) : painter.bad(`no value: ${oneLine(outcome.error)}`);
    lines.push(`  ${painter.faint('>')} ${outcome.name} = ${shown}`);
  }
  if (trace.end?.kind === 'lasso' && trace.end.backTo === index) {
    lines.push(`  ${painter.label('<- the loop goes back here')}`);
  }
  return lines.join('\n');
}

/** The variables, or what stands for them: in full at first, then what has changed. */
function shownLines(
  { values, changes, alias }: TraceState,
  before: TraceState | undefined,
  painter: Painter,
): readonly string[] {
  const inFull = (fields: ReadonlyMap<string, Value>): readonly string[] =>
    [...fields].map(([name, value]) => `  ${name} = ${toTlaString(value)}`);
  if (alias === undefined || 'error' in alias) {
    const reason =
      alias === undefined ? [] : [`  ${painter.bad(`the ALIAS has no value: ${oneLine(alias.error)}`)}`];
    return [...reason, ...(before === undefined ? inFull(values) : changeLines(changes, painter))];
  }
  const isFirst = before?.alias === undefined || 'error' in before.alias;
  return isFirst ? inFull(alias.values) : changeLines(alias.changes, painter);
}

/** `Client(2) at enterCriticalSection` and where that is. */
function stepLine(step: TraceStep, painter: Painter): string {
  const { file, line, column } = step.place;
  const owner = step.owner === step.process ? '' : ` of ${step.owner}`;
  const place = painter.faint(`${file}:${line}:${column}`);
  // An action of the specification's own is nobody's.
  if (step.self === undefined && step.label === step.process) return `${painter.label(step.label)}  ${place}`;
  return `${stepName(step)} at ${painter.label(step.label)}${owner}  ${place}`;
}

/** Who takes a step: `Client(2)`, or the algorithm's name. */
export function stepName(step: TraceStep): string {
  return step.self === undefined ? step.process : `${step.process}(${toTlaString(step.self)})`;
}

function choiceLines(choices: readonly TraceChoice[], painter: Painter): readonly string[] {
  if (choices.length === 0) return [];
  const shown = choices.map((choice) =>
    choice.kind === 'with'
      ? `${choice.name ?? 'with'} = ${toTlaString(choice.value)}`
      : `branch ${Number(choice.value) + 1} of the either in line ${choice.place.line}`,
  );
  return [`  ${painter.faint('choosing')} ${shown.join(', ')}`];
}

function changeLines(changes: readonly Change[], painter: Painter): readonly string[] {
  if (changes.length === 0) return [`  ${painter.faint('nothing changes')}`];
  return changes.map((change) => `  ${changeText(change, painter)}`);
}

/** Sets of this size or less are shown as wholes. */
const smallSet = 3;

function changeText(change: Change, painter: Painter): string {
  const { path, before, after } = change;
  const old = (value: Value): string => painter.before(toTlaString(value));
  const current = (value: Value): string => painter.after(toTlaString(value));
  if (before === undefined) return `${path}: added ${after === undefined ? '' : current(after)}`;
  if (after === undefined) return `${path}: removed ${old(before)}`;
  const elements = setChange(change);
  if (
    elements !== undefined &&
    elements.removed.length + elements.added.length < smallSet &&
    sizeOf(before) > smallSet
  ) {
    const removed = elements.removed.map((value) => `without ${old(value)}`);
    const added = elements.added.map((value) => `with ${current(value)}`);
    return `${path}: now ${[...removed, ...added].join(', ')}`;
  }
  return `${path}: ${old(before)} -> ${current(after)}`;
}

function sizeOf(value: Value): number {
  return typeof value === 'object' && 'size' in value ? Number(value.size) : 0;
}

function endBlock(end: TraceEnd, length: number, painter: Painter): string {
  switch (end.kind) {
    case 'lasso':
      return [
        `${painter.heading(`Back to state ${end.backTo + 1}:`)} ${stepLine(end.step, painter)}`,
        ...choiceLines(end.step.choices, painter),
        `  ${painter.faint(`states ${end.backTo + 1} to ${length} repeat for ever`)}`,
      ].join('\n');
    case 'stuttering':
      return `${painter.heading(`Stuttering:`)} nothing happens any more, and no fairness asks for it`;
    case 'failure':
      return [
        end.step === undefined
          ? `${painter.heading('Failure')} in state ${length}`
          : `${painter.heading('Failure')} of ${stepLine(end.step, painter)}`,
        ...end.message.split('\n').map((line) => `  ${painter.bad(line)}`),
      ].join('\n');
  }
}

function oneLine(text: string): string {
  return text.split('\n')[0] ?? '';
}
