import type { Environment, Timer } from 'mpcal-ts/runtime';
import { RaftkvsError } from './errors.ts';

/** One client of the cluster: takes a request at a time. */
export interface Lane<Request, Answer> {
  /** Sends a request; the answer comes when the cluster gives it, however long that takes. Rejects when the lane is broken for good. */
  send(request: Request): Promise<Answer>;
}

export interface RequestPoolOptions {
  readonly environment: Environment;
  /** A request without an answer for so long is given up; without it, requests wait for ever. */
  readonly requestTimeoutMilliseconds?: number | undefined;
  /** Requests beyond this many waiting for a free lane are refused. */
  readonly longestQueue?: number;
}

interface Waiting<Request, Answer> {
  readonly request: Request;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
  timer: Timer | undefined;
  sent: boolean;
  settled: boolean;
}

/**
 * Hands requests to free lanes, in order of arrival. A request that is given up while a lane works on it leaves the lane busy until its
 * answer comes: a client of the cluster has at most one request under way, and what becomes of an abandoned one is not known.
 */
export class RequestPool<Request, Answer> {
  private readonly free: Lane<Request, Answer>[];
  private queue: Waiting<Request, Answer>[] = [];
  private queueHead = 0;
  private readonly underWay = new Set<Waiting<Request, Answer>>();
  private readonly options: RequestPoolOptions;
  private readonly longestQueue: number;
  private closedBy: RaftkvsError | undefined = undefined;

  constructor(lanes: readonly Lane<Request, Answer>[], options: RequestPoolOptions) {
    this.free = [...lanes];
    this.options = options;
    this.longestQueue = options.longestQueue ?? 100_000;
  }

  /** Resolves with the answer. Rejects with a RaftkvsError: no answer in time, too many waiting, or the pool was closed. */
  submit(request: Request): Promise<Answer> {
    return new Promise((resolve, reject) => {
      if (this.closedBy !== undefined) {
        reject(this.closedBy);
        return;
      }
      const waiting = { request, resolve, reject, timer: undefined, sent: false, settled: false };
      const lane = this.free.pop();
      if (lane === undefined && this.queueLength >= this.longestQueue) {
        reject(new RaftkvsError('RAFTKVS_BUSY', `${this.longestQueue} requests are waiting already`));
        return;
      }
      this.setTimer(waiting);
      if (lane === undefined) this.queue.push(waiting);
      else this.start(lane, waiting);
    });
  }

  /** Refuses everything that waits and everything to come. */
  close(error = new RaftkvsError('RAFTKVS_CLOSED', 'the connection was closed')): void {
    if (this.closedBy !== undefined) return;
    this.closedBy = error;
    for (const waiting of [...this.queue.slice(this.queueHead), ...this.underWay]) this.fail(waiting, error);
    this.queue = [];
    this.queueHead = 0;
    this.underWay.clear();
  }

  private get queueLength(): number {
    return this.queue.length - this.queueHead;
  }

  private setTimer(waiting: Waiting<Request, Answer>): void {
    const limit = this.options.requestTimeoutMilliseconds;
    if (limit === undefined) return;
    waiting.timer = this.options.environment.clock.setTimer(limit, () => {
      const outcome = waiting.sent
        ? 'a put may still take effect'
        : 'it was not sent, as all clients wait for answers';
      const message = `no answer in ${limit} ms: a majority of the servers cannot be reached (${outcome})`;
      this.fail(waiting, new RaftkvsError('RAFTKVS_NO_ANSWER', message));
    });
  }

  private start(lane: Lane<Request, Answer>, waiting: Waiting<Request, Answer>): void {
    waiting.sent = true;
    this.underWay.add(waiting);
    lane.send(waiting.request).then(
      (answer) => {
        this.underWay.delete(waiting);
        if (!waiting.settled) {
          waiting.settled = true;
          waiting.timer?.cancel();
          waiting.resolve(answer);
        }
        this.serveNext(lane);
      },
      (error: unknown) => {
        this.underWay.delete(waiting);
        this.fail(waiting, error);
      },
    );
  }

  private serveNext(lane: Lane<Request, Answer>): void {
    for (let next = this.takeFromQueue(); next !== undefined; next = this.takeFromQueue()) {
      if (next.settled) continue;
      this.start(lane, next);
      return;
    }
    this.free.push(lane);
  }

  private takeFromQueue(): Waiting<Request, Answer> | undefined {
    const next = this.queue[this.queueHead];
    if (next === undefined) return undefined;
    this.queueHead += 1;
    if (this.queueHead === this.queue.length || this.queueHead >= 1024) {
      this.queue = this.queue.slice(this.queueHead);
      this.queueHead = 0;
    }
    return next;
  }

  private fail(waiting: Waiting<Request, Answer>, error: unknown): void {
    if (waiting.settled) return;
    waiting.settled = true;
    waiting.timer?.cancel();
    waiting.reject(error);
  }
}
