import { applyFunction, asTuple, fieldOf, isFunctionLike, sameValue } from '../../../runtime/tla/index.ts';
import type { TlaTuple, Value } from '../../../runtime/tla/index.ts';
import type { Server } from './cluster.ts';
import { dataOf, showLog } from './history.ts';

/** A property does not hold. */
export class SafetyViolation extends Error {
  readonly property: string;

  constructor(property: string, message: string) {
    super(`${property}: ${message}`);
    this.name = 'SafetyViolation';
    this.property = property;
  }
}

interface Seen {
  readonly state: string;
  readonly term: number;
  readonly log: TlaTuple;
  readonly commitIndex: number;
  readonly matchIndex: Value;
}

/**
 * Watches the servers of a simulation, step by step, with a memory of its own: who led in which term, and what was committed. Only what
 * would survive a crash counts as committed, that is, what a server may tell.
 */
export class SafetyMonitor {
  /** The committed entries, in order. */
  readonly committed: Value[] = [];
  /** The term in which somebody knew entry k + 1 to be committed, first. */
  private readonly committedIn: number[] = [];
  private readonly leaderOf = new Map<number, number>();
  private readonly seen = new Map<Server, Seen>();
  private readonly numServers: number;

  constructor(numServers: number) {
    this.numServers = numServers;
  }

  /** Number of different leaders there were. */
  get elections(): number {
    return this.leaderOf.size;
  }

  /**
   * To be called after each step of a server. Throws a SafetyViolation.
   * @param alive All servers that run.
   * @param disks The logs on the disks of all servers, whether they run or not.
   */
  check(server: Server, alive: readonly Server[], disks: () => readonly TlaTuple[]): void {
    const before = this.seen.get(server);
    const now: Seen = {
      state: server.state,
      term: server.currentTerm,
      log: server.log,
      commitIndex: server.commitIndex,
      matchIndex: server.variable('matchIndex'),
    };
    if (
      before !== undefined &&
      before.state === now.state &&
      before.term === now.term &&
      before.log === now.log &&
      before.commitIndex === now.commitIndex &&
      before.matchIndex === now.matchIndex
    ) {
      if (now.state === 'leader') this.checkBeliefs(server, now, alive);
      return;
    }
    this.seen.set(server, now);
    if (before !== undefined && now.term < before.term) {
      throw new SafetyViolation(
        'TermsGrow',
        `server ${server.id} went from term ${before.term} to ${now.term}`,
      );
    }
    if (now.state === 'leader') {
      this.checkLeader(server, before, now);
      this.checkBeliefs(server, now, alive);
    }
    if (before?.log !== now.log || before.matchIndex !== now.matchIndex) this.checkLog(server, now, alive);
    if (before?.commitIndex !== now.commitIndex)
      this.checkCommit(server, before?.commitIndex ?? 0, now, disks);
  }

  private checkLeader(server: Server, before: Seen | undefined, now: Seen): void {
    const known = this.leaderOf.get(now.term);
    if (known !== undefined && known !== server.id) {
      throw new SafetyViolation(
        'ElectionSafety',
        `servers ${known} and ${server.id} both lead in term ${now.term}`,
      );
    }
    this.leaderOf.set(now.term, server.id);
    if (before?.state === 'leader' && before.term === now.term) {
      for (let other = 1; other <= this.numServers; other += 1) {
        const [match, known] = [
          applyFunction(now.matchIndex, other),
          applyFunction(before.matchIndex, other),
        ];
        if ((match as number) < (known as number)) {
          throw new SafetyViolation(
            'MatchIndexGrows',
            `leader ${server.id} forgets what server ${other} has`,
          );
        }
      }
      if (!isPrefix(before.log, now.log, before.log.length)) {
        throw new SafetyViolation(
          'LeaderAppendOnly',
          `server ${server.id} changed ${showLog(before.log)} to ${showLog(now.log)}`,
        );
      }
      return;
    }
    for (const [index, entry] of this.committed.entries()) {
      if ((this.committedIn[index] as number) > now.term) continue;
      const own = now.log.at(index);
      if (own === undefined || !sameValue(own, entry)) {
        throw new SafetyViolation(
          'LeaderCompleteness',
          `server ${server.id} leads in term ${now.term} without committed entry ${index + 1}: ${showLog(now.log)}`,
        );
      }
    }
  }

  private checkBeliefs(leader: Server, now: Seen, alive: readonly Server[]): void {
    const [matched, next] = [leader.variable('matchIndex'), leader.variable('nextIndex')];
    for (const other of alive) {
      if (other === leader) continue;
      const match = applyFunction(matched, other.id) as number;
      const following = applyFunction(next, other.id) as number;
      const isRight =
        match < following &&
        following <= now.log.length + 1 &&
        (other.currentTerm !== now.term || isPrefix(now.log, other.log, match));
      if (!isRight) {
        throw new SafetyViolation(
          'LeaderStateOK',
          `leader ${leader.id} (${showLog(now.log)}) believes match ${match}, next ${following} of server ${other.id} (${showLog(other.log)})`,
        );
      }
    }
  }

  private checkLog(server: Server, now: Seen, alive: readonly Server[]): void {
    const written = asTuple(server.plog.value);
    const own =
      now.state === 'leader' ? (applyFunction(now.matchIndex, server.id) as number) : now.log.length;
    if (written.length !== own || !isPrefix(written, now.log, own)) {
      throw new SafetyViolation(
        'plogOK',
        `server ${server.id}: ${showLog(written)} is not ${showLog(now.log)} up to ${own}`,
      );
    }
    for (const other of alive) {
      if (other === server) continue;
      const both = Math.min(now.log.length, other.log.length);
      let agree = true;
      for (let index = 0; index < both; index += 1) {
        const [a, b] = [now.log.at(index) as Value, other.log.at(index) as Value];
        if (fieldOf(a, 'term') !== fieldOf(b, 'term')) agree = false;
        else if (!agree || !sameValue(a, b)) {
          throw new SafetyViolation(
            'LogMatching',
            `servers ${server.id} and ${other.id}: ${showLog(now.log)} / ${showLog(other.log)}`,
          );
        }
      }
    }
  }

  private checkCommit(server: Server, before: number, now: Seen, disks: () => readonly TlaTuple[]): void {
    const { log, commitIndex, term } = now;
    if (commitIndex < before || commitIndex > log.length) {
      throw new SafetyViolation(
        'ApplyLogOK',
        `server ${server.id}'s commit index went from ${before} to ${commitIndex} of ${log.length}`,
      );
    }
    this.checkStateMachine(server, now);
    // What a server knows and has not yet written may be lost with it; nobody has been told.
    server.store.release(() => {
      for (let index = before; index < commitIndex; index += 1)
        this.checkHolders(index, log.at(index) as Value, disks());
      this.record(server, before, commitIndex, log, term);
    });
  }

  /** To be called from time to time: what is committed stays on a quorum of disks, whatever has happened since. */
  checkQuorum(disks: readonly TlaTuple[]): void {
    for (const [index, entry] of this.committed.entries()) this.checkHolders(index, entry, disks);
  }

  private checkHolders(index: number, entry: Value, disks: readonly TlaTuple[]): void {
    let holders = 0;
    for (const log of disks) {
      const held = log.at(index);
      if (held !== undefined && (held === entry || sameValue(held, entry))) holders += 1;
    }
    if (holders * 2 <= this.numServers) {
      throw new SafetyViolation(
        'CommittedOnQuorum',
        `committed entry ${index + 1} is on ${holders} disks of ${this.numServers}`,
      );
    }
  }

  private checkStateMachine(server: Server, { log, commitIndex }: Seen): void {
    const applied = [...log].slice(0, commitIndex);
    const expected = dataOf(applied);
    const data = fieldOf(server.variable('sm'), 'data');
    const isRight =
      isFunctionLike(data) &&
      data.size === expected.size &&
      [...expected].every(([key, value]) => applyFunction(data, key) === value);
    if (!isRight) {
      throw new SafetyViolation(
        'ApplyLogOK',
        `server ${server.id} holds ${String(data)} after ${showLog(log)} up to ${commitIndex}`,
      );
    }
  }

  private record(server: Server, from: number, to: number, log: TlaTuple, term: number): void {
    for (let index = from; index < to; index += 1) {
      const entry = log.at(index) as Value;
      const known = this.committed[index];
      if (known === undefined) {
        this.committed[index] = entry;
        this.committedIn[index] = term;
      } else if (!sameValue(known, entry)) {
        throw new SafetyViolation(
          'StateMachineSafety',
          `server ${server.id} commits another entry ${index + 1}: ${showLog(log)}`,
        );
      } else {
        this.committedIn[index] = Math.min(this.committedIn[index] as number, term);
      }
    }
  }
}

function isPrefix(prefix: TlaTuple, log: TlaTuple, length: number): boolean {
  if (prefix.length < length || log.length < length) return false;
  for (let index = length - 1; index >= 0; index -= 1) {
    const [a, b] = [prefix.at(index) as Value, log.at(index) as Value];
    if (a !== b && !sameValue(a, b)) return false;
  }
  return true;
}
