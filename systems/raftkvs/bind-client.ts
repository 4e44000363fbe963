import {
  ensureArchetypeRefParam,
  mailboxLength,
  newInputChannel,
  newMPCalContext,
  newOutputChannel,
  newTimerResource,
  withScheduler,
} from 'mpcal-ts/runtime';
import type {
  Environment,
  Mailboxes,
  MPCalContext,
  MPCalContextConfig,
  Resource,
  Scheduler,
  Value,
} from 'mpcal-ts/runtime';
import { AClient } from '../../generated/raftkvs/raftkvs.ts';
import type { Interpose } from './bind-server.ts';
import type { RaftkvsConfig } from './config.ts';
import { raftkvsConstants } from './constants.ts';
import { RaftkvsError } from './errors.ts';
import { NodeIds } from './node-ids.ts';
import type { Lane } from './request-pool.ts';
import { decodeAnswer, encodeRequest } from './requests.ts';
import type { Answer, Request } from './requests.ts';

/** What the clients of one process share. */
export interface ClientResources {
  readonly net: Mailboxes;
  readonly failureDetector: Resource;
  readonly environment: Environment;
  readonly scheduler: Scheduler;
  readonly interpose?: Interpose | undefined;
  /** Grows with every start of a client. */
  readonly session: number;
}

interface Pending {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/** Clients that time out together do not all ask again at the same moment: this part of the time-out is random. */
const timeoutJitter = 0.1;

/** One client of the cluster: an `AClient` with its channels. */
export class ClientLane implements Lane<Request, Answer> {
  private readonly context: MPCalContext;
  private readonly session: number;
  private readonly requests = newInputChannel({ capacity: 1 });
  private pending: Pending | undefined = undefined;
  private broken: RaftkvsError | undefined = undefined;

  constructor(config: RaftkvsConfig, client: number, resources: ClientResources) {
    const {
      net,
      failureDetector,
      environment,
      scheduler,
      session,
      interpose = (_name, resource) => resource,
    } = resources;
    const bind = (name: string, resource: Resource): MPCalContextConfig =>
      ensureArchetypeRefParam(name, interpose(name, resource));
    const timeout = config.clientRequestTimeout;
    this.session = session;
    this.context = newMPCalContext(
      new NodeIds(config.numServers).client(client),
      AClient,
      raftkvsConstants(config),
      withScheduler(scheduler),
      bind('net', net),
      bind('netLen', mailboxLength(net)),
      bind('fd', failureDetector),
      bind('reqCh', this.requests),
      bind('respCh', newOutputChannel({ consumer: (value) => this.answer(value) })),
      bind('timeout', newTimerResource(timeout, timeout * timeoutJitter, environment)),
    );
  }

  /** Runs the client until it is stopped; `onFailure` is called if it cannot go on. */
  start(onFailure: (error: RaftkvsError) => void): void {
    this.context.run().catch((cause: unknown) => {
      this.broken = new RaftkvsError('RAFTKVS_FAILED', 'a client failed', { cause });
      this.pending?.reject(this.broken);
      onFailure(this.broken);
    });
  }

  send(request: Request): Promise<Answer> {
    return new Promise((resolve, reject) => {
      if (this.broken !== undefined) {
        reject(this.broken);
        return;
      }
      this.pending = { resolve, reject };
      this.requests.push(encodeRequest(this.session, request));
    });
  }

  stop(): Promise<void> {
    return this.context.stop();
  }

  private answer(value: Value): void {
    const pending = this.pending;
    this.pending = undefined;
    pending?.resolve(decodeAnswer(value));
  }
}
