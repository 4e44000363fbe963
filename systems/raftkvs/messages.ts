import { isRecord, isTuple, recordShape } from 'mpcal-ts/runtime';
import type { Value } from 'mpcal-ts/runtime';
import type { RaftkvsConfig } from './config.ts';
import { NodeIds } from './node-ids.ts';
import { isStorable } from './requests.ts';

/**
 * The shapes of the specification's messages. A process takes from the network only what the archetypes can work with: anything else would
 * be an evaluation error there, and a peer must not be able to stop a server.
 */

type Check = (value: Value) => boolean;

const boolean: Check = (value) => typeof value === 'boolean';
const text: Check = (value) => typeof value === 'string';
const natural: Check = (value) => typeof value === 'number' && Number.isInteger(value) && value >= 0;

function within(low: number, high: number): Check {
  return (value) => typeof value === 'number' && Number.isInteger(value) && value >= low && value <= high;
}

function oneOf(...words: readonly string[]): Check {
  return (value) => typeof value === 'string' && words.includes(value);
}

function record(fields: Readonly<Record<string, Check>>): Check {
  const shape = recordShape(Object.keys(fields));
  const checks = shape.names.map((name) => fields[name] as Check);
  return (value) => {
    if (!isRecord(value) || (value.shape !== shape && !value.shape.equals(shape))) return false;
    for (let position = 0; position < checks.length; position += 1) {
      if (!(checks[position] as Check)(value.fields[position] as Value)) return false;
    }
    return true;
  };
}

function sequenceOf(element: Check): Check {
  return (value) => {
    if (!isTuple(value)) return false;
    for (const item of value) if (!element(item)) return false;
    return true;
  };
}

/** One check per `mtype`. */
function byType(checks: Readonly<Record<string, Check>>): Check {
  const table = new Map(Object.entries(checks));
  return (value) => {
    const type = isRecord(value) ? value.get('mtype') : undefined;
    const check = typeof type === 'string' ? table.get(type) : undefined;
    return check !== undefined && check(value);
  };
}

const commandShape = record({
  session: natural,
  idx: natural,
  type: oneOf('get', 'put'),
  key: text,
  value: text,
});

const command: Check = (value) => {
  if (!commandShape(value) || !isRecord(value)) return false;
  return isStorable(value.get('key') as string, value.get('value') as string);
};

/** Whether a message may go into the mailbox of server `id`. */
export function serverMessageCheck(config: RaftkvsConfig, id: number): Check {
  const ids = new NodeIds(config.numServers);
  const client = within(ids.client(1), ids.client(config.numClients));
  const server = within(1, config.numServers);
  const peer: Check = (value) => value !== id && server(value);
  const entry = record({ term: natural, client, cmd: command });
  const between = { mtype: text, mterm: natural, msource: peer, mdest: within(id, id) };
  const request = record({ mtype: text, mcmd: command, msource: client, mdest: within(id, id) });
  return byType({
    rvq: record({ ...between, mlastLogTerm: natural, mlastLogIndex: natural }),
    rvp: record({ ...between, mvoteGranted: boolean }),
    apq: record({
      ...between,
      mprevLogIndex: natural,
      mprevLogTerm: natural,
      mentries: sequenceOf(entry),
      mcommitIndex: natural,
    }),
    app: record({ ...between, msuccess: boolean, mmatchIndex: natural, mprevLogIndex: natural }),
    riq: record({ ...between, mround: natural }),
    rip: record({ ...between, mround: natural }),
    cpq: request,
    cgq: request,
  });
}

/** Whether a message may go into the mailbox of a client of this process. */
export function clientMessageCheck(config: RaftkvsConfig): Check {
  const server = within(1, config.numServers);
  const ids = new NodeIds(config.numServers);
  const response = record({
    mtype: text,
    msuccess: boolean,
    mresponse: record({ session: natural, idx: natural, key: text, value: text, ok: boolean }),
    mleaderHint: server,
    msource: server,
    mdest: within(ids.client(1), ids.client(config.numClients)),
  });
  return byType({ cpp: response, cgp: response });
}
