import type { NetworkCounters, Value } from 'mpcal-ts/runtime';
import type { Logger } from './log.ts';
import { nil } from './server-variables.ts';

/** Ends of connections that an operator need not hear of: they belong to stops, restarts and reconnects. */
const ordinaryCauses: ReadonlySet<string> = new Set(['ended', 'reset', 'local', 'superseded']);

/** Tells an operator what a server does, one entry per thing that happened. */
export class ServerLog {
  private readonly logger: Logger;
  private readonly term: () => Value;
  private readonly reportedDrops = new Map<string, number>();

  constructor(logger: Logger, term: () => Value) {
    this.logger = logger;
    this.term = term;
  }

  role(role: Value): void {
    const term = this.term();
    if (role === 'candidate')
      this.logger.info({ event: 'election', term }, `stands for election in term ${String(term)}`);
    else if (role === 'leader') this.logger.info({ event: 'leader', term }, `leads in term ${String(term)}`);
    else this.logger.info({ event: 'follower', term }, `follows in term ${String(term)}`);
  }

  leader(leader: Value, self: number): void {
    const term = this.term();
    if (leader === nil)
      this.logger.info({ event: 'noLeader', term }, `knows of no leader in term ${String(term)}`);
    else if (leader !== self) {
      this.logger.info(
        { event: 'follows', leader, term },
        `follows server ${String(leader)} in term ${String(term)}`,
      );
    }
  }

  /** Reports connections dropped for what their peers did, since the last report. */
  drops(counters: NetworkCounters, port: string): void {
    for (const [cause, count] of Object.entries(counters.droppedConnections)) {
      const key = `${port} ${cause}`;
      const news = count - (this.reportedDrops.get(key) ?? 0);
      if (news === 0 || ordinaryCauses.has(cause)) continue;
      this.reportedDrops.set(key, count);
      this.logger.warn(
        { event: 'droppedConnections', port, cause, count: news },
        `dropped ${news} connection${news === 1 ? '' : 's'} to the ${port} port: ${cause}`,
      );
    }
  }
}
