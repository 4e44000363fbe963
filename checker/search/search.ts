import type { Model, State } from '../model/index.ts';
import { Ancestry, NumberList } from './ancestry.ts';
import type { CheckpointHead, CheckpointParts } from './checkpoint.ts';
import { restorePieces, savePieces } from './checkpoint.ts';
import { pathOfFinding } from './counterexample.ts';
import { Explorer } from './explorer.ts';
import { FingerprintSet } from './fingerprint-set.ts';
import { GraphBuilder } from './graph-builder.ts';
import type { IncompleteReason, SearchOutcome, SearchProgress, Verdict } from './outcome.ts';
import type { SafetyChecks } from './safety.ts';
import { safetyChecksOf } from './safety.ts';
import type { Spill } from './state-deque.ts';
import { StateDeque } from './state-deque.ts';
import { statisticsOf } from './statistics.ts';

export interface SearchOptions {
  /** Breadth-first, the default, finds shortest counterexamples. */
  readonly order?: 'breadth-first' | 'depth-first';
  /** States on longer paths are not visited; initial states are at 1. At least 1. */
  readonly maximumDepth?: number;
  /** Whether the outcome has the state graph. Keeps all states in memory. */
  readonly recordGraph?: boolean;
  /** Where states wait when memory is short; without it they stay in memory. */
  readonly spill?: Spill;
}

/**
 * One search of a model by one thread. `advance` until it is finished, then ask for the `outcome`; between two calls the caller may look at the
 * progress or stop it.
 */
export class Search {
  readonly model: Model;
  readonly checks: SafetyChecks;
  readonly #visited: FingerprintSet;
  readonly #ancestry = new Ancestry();
  readonly #queue: StateDeque;
  readonly #graph: GraphBuilder | undefined;
  /** In depth-first search. */
  readonly #depths: NumberList | undefined;
  readonly #explorer: Explorer;
  readonly #maximumDepth: number;
  #depth = 0;
  #level = 0;
  /** In breadth-first search: states of this level that wait. */
  #leftInLevel = 0;
  #wasCut = false;
  /** Known before the end if the initial states or the assumptions decide. */
  #verdict: Verdict | undefined;
  #isFinished = false;
  #begun = false;
  readonly #mode: string;

  constructor(model: Model, options: SearchOptions = {}) {
    this.model = model;
    this.#maximumDepth = options.maximumDepth ?? Infinity;
    const isDepthFirst = options.order === 'depth-first';
    const revisits = isDepthFirst && this.#maximumDepth < Infinity;
    this.#mode = [options.order ?? 'breadth-first', String(this.#maximumDepth)].join(' to depth ');
    this.checks = safetyChecksOf(model);
    this.#graph = options.recordGraph === true ? new GraphBuilder() : undefined;
    this.#depths = isDepthFirst ? new NumberList() : undefined;
    this.#visited = new FingerprintSet({ numbered: this.#graph !== undefined || revisits });
    this.#queue = new StateDeque(options.spill);
    this.#explorer = new Explorer(model, {
      visited: this.#visited,
      ancestry: this.#ancestry,
      frontier: this.#queue,
      checks: this.checks,
      graph: this.#graph,
      depths: this.#depths,
      revisits,
    });
  }

  get progress(): SearchProgress {
    return {
      distinct: this.#visited.size,
      generated: this.#explorer.counters.generated,
      depth: this.#depth,
      queued: this.#queue.length,
    };
  }

  /** States on the path to the state that is being expanded; 0 while the initial states are visited. */
  get level(): number {
    return this.#level;
  }

  /** Expands up to `count` states; the first call also visits the initial states. True when the search is finished. */
  advance(count: number): boolean {
    if (!this.#begun) this.#begin();
    for (let i = 0; i < count && !this.#isFinished; i++) this.#expandNext();
    return this.#isFinished;
  }

  /** Ends the search where it is: its outcome is incomplete. */
  stop(): void {
    if (this.#isFinished) return;
    this.#verdict = { kind: 'incomplete', reason: 'stopped' };
    this.#isFinished = true;
  }

  /**
   * The search as it is, between two calls of `advance`; `identity` stands for the specification and its configuration. Not of a search that
   * records the graph.
   */
  save(identity: string): Generator<Uint8Array> {
    if (this.#graph !== undefined) throw new Error('a search that records the graph cannot be saved');
    const head: CheckpointHead = {
      identity,
      mode: this.#mode,
      depth: this.#depth,
      leftInLevel: this.#leftInLevel,
      wasCut: this.#wasCut,
      counters: this.#explorer.counters.toData(),
    };
    return savePieces(head, this.#parts());
  }

  /**
   * Goes on with a search that was saved. Instead of the first `advance`, by a search with the same options.
   * @throws CheckpointMismatch, DamagedCheckpoint
   */
  resume(pieces: Iterator<Uint8Array>, identity: string): void {
    if (this.#begun) throw new Error('the search has begun');
    const head = restorePieces(pieces, identity, this.#mode, this.#parts());
    this.#begun = true;
    this.#depth = head.depth;
    this.#leftInLevel = head.leftInLevel;
    this.#wasCut = head.wasCut;
    this.#explorer.counters.add(head.counters);
  }

  #parts(): CheckpointParts {
    return {
      model: this.model,
      visited: this.#visited,
      ancestry: this.#ancestry,
      depths: this.#depths,
      queue: this.#queue,
    };
  }

  /** Of a finished search. */
  outcome(): SearchOutcome {
    if (!this.#isFinished) throw new Error('the search is not finished');
    const { finding, counters } = this.#explorer;
    const verdict =
      finding === undefined
        ? this.#verdictWithoutFinding()
        : pathOfFinding(this.model, finding, (id) => this.#ancestry.ordinalsTo(id));
    const bytes = this.#ancestry.bytes;
    const measured = verdict.kind === 'ok';
    return {
      verdict,
      statistics: statisticsOf(counters, this.#visited, this.#depth, bytes, measured),
      graph: this.#graph?.build(this.#ancestry.parents.toArray()),
    };
  }

  #begin(): void {
    this.#begun = true;
    const assumption = this.model.violatedAssumption();
    if (assumption !== undefined) {
      this.#verdict = { kind: 'assumption', ...assumption };
      this.#isFinished = true;
      return;
    }
    const hasInitial = this.#explorer.begin();
    if (this.#queue.length === 0) {
      const reason: IncompleteReason = hasInitial ? 'constrained-away' : 'no-initial-state';
      this.#verdict = { kind: 'incomplete', reason };
      this.#isFinished = true;
    }
    if (this.#explorer.finding !== undefined) this.#isFinished = true;
    this.#depth = Math.min(1, this.#queue.length);
    this.#leftInLevel = this.#queue.length;
  }

  #expandNext(): void {
    if (this.#queue.length === 0) {
      this.#isFinished = true;
      return;
    }
    if (this.#depths !== undefined) this.#expandNewest(this.#depths);
    else this.#expandOldest();
    if (this.#explorer.finding !== undefined) this.#isFinished = true;
  }

  #expandOldest(): void {
    if (this.#leftInLevel === 0) {
      this.#depth++;
      this.#leftInLevel = this.#queue.length;
    }
    this.#leftInLevel--;
    this.#level = this.#depth;
    const state = this.#queue.shift() as State;
    if (this.#depth < this.#maximumDepth) this.#explorer.expand(state, this.#queue.id);
    else this.#wasCut = true;
  }

  #expandNewest(depths: NumberList): void {
    const state = this.#queue.pop() as State;
    const depth = depths.get(this.#queue.id);
    this.#level = depth;
    this.#depth = Math.max(this.#depth, depth);
    if (depth < this.#maximumDepth) this.#explorer.expand(state, this.#queue.id);
    else this.#wasCut = true;
  }

  #verdictWithoutFinding(): Verdict {
    if (this.#verdict !== undefined) return this.#verdict;
    return this.#wasCut ? { kind: 'incomplete', reason: 'depth-bound' } : { kind: 'ok' };
  }
}

/** The whole search at once. */
export function search(model: Model, options: SearchOptions = {}): SearchOutcome {
  const running = new Search(model, options);
  while (!running.advance(Infinity));
  return running.outcome();
}
