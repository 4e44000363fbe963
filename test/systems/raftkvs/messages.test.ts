import { describe, expect, it } from 'vitest';
import { decodeValue, encodeValue, parseTlaValue } from '../../../runtime/tla/index.ts';
import { parseConfig } from '../../../systems/raftkvs/config.ts';
import { clientMessageCheck, serverMessageCheck } from '../../../systems/raftkvs/messages.ts';
import { requestLimitBytes } from '../../../systems/raftkvs/requests.ts';

const config = parseConfig(
  `numServers: 2
numClients: 3
servers:
  1: { mailboxAddr: "127.0.0.1:8001", monitorAddr: "127.0.0.1:9001" }
  2: { mailboxAddr: "127.0.0.1:8002", monitorAddr: "127.0.0.1:9002" }
clients:
  1-3: { mailboxAddr: "127.0.0.1:7001" }
`,
  'c.yaml',
);

const command = '[session |-> 5, idx |-> 1, type |-> "put", key |-> "k", value |-> "v"]';
const entry = `[term |-> 1, client |-> 13, cmd |-> ${command}]`;
const between = 'mterm |-> 3, msource |-> 2, mdest |-> 1';

const serverMessages = [
  `[mtype |-> "rvq", mlastLogTerm |-> 0, mlastLogIndex |-> 0, ${between}]`,
  `[mtype |-> "rvp", mvoteGranted |-> TRUE, ${between}]`,
  `[mtype |-> "apq", mprevLogIndex |-> 0, mprevLogTerm |-> 0, mentries |-> <<>>, mcommitIndex |-> 0, ${between}]`,
  `[mtype |-> "apq", mprevLogIndex |-> 0, mprevLogTerm |-> 0, mentries |-> <<${entry}, ${entry}>>, mcommitIndex |-> 0, ${between}]`,
  `[mtype |-> "app", msuccess |-> FALSE, mmatchIndex |-> 0, mprevLogIndex |-> 2, ${between}]`,
  `[mtype |-> "cpq", mcmd |-> ${command}, msource |-> 13, mdest |-> 1]`,
  `[mtype |-> "cgq", mcmd |-> ${command}, msource |-> 15, mdest |-> 1]`,
];

const answer = '[session |-> 5, idx |-> 1, key |-> "k", value |-> "v", ok |-> TRUE]';
const clientMessage = `[mtype |-> "cpp", msuccess |-> TRUE, mresponse |-> ${answer}, mleaderHint |-> 1, msource |-> 1, mdest |-> 14]`;

/** As it comes from the network. */
const received = (text: string) => decodeValue(encodeValue(parseTlaValue(text)));

const [, vote = '', , appendEntries = '', , put = ''] = serverMessages;

describe('a message to a server', () => {
  it.each(serverMessages)('may be %s', (text) => {
    expect(serverMessageCheck(config, 1)(received(text))).toBe(true);
  });

  it.each([
    ['no record', '5'],
    ['a record without type', '[term |-> 1]'],
    ['of an unknown type', vote.replace('"rvp"', '"rvx"')],
    ['of a type that is no string', vote.replace('"rvp"', '7')],
    ['with a field missing', vote.replace('mterm |-> 3, ', '')],
    ['with a field too many', vote.replace('mterm |-> 3', 'mterm |-> 3, mextra |-> 1')],
    ['with a negative term', vote.replace('mterm |-> 3', 'mterm |-> -3')],
    ['with a vote that is none', vote.replace('TRUE', '"yes"')],
    ['for another server', vote.replace('mdest |-> 1', 'mdest |-> 2')],
    ['from itself', vote.replace('msource |-> 2', 'msource |-> 1')],
    ['from a server that does not exist', vote.replace('msource |-> 2', 'msource |-> 3')],
    ['from a client, but one of servers', vote.replace('msource |-> 2', 'msource |-> 13')],
    ['from a client that does not exist', put.replace('msource |-> 13', 'msource |-> 16')],
    ['from a server, but one of clients', put.replace('msource |-> 13', 'msource |-> 2')],
    ['with entries that are no sequence', appendEntries.replace(`<<${entry}, ${entry}>>`, '{}')],
    ['with an entry that is none', appendEntries.replace(`${entry}>>`, '7>>')],
    ['with an unknown command', appendEntries.replace('"put"', '"delete"')],
    ['with a key that is no string', put.replace('key |-> "k"', 'key |-> 1')],
    ['with a value that is a record', put.replace('value |-> "v"', 'value |-> [a |-> 1]')],
    ['for clients', clientMessage],
  ])('is refused if it is %s', (_what, text) => {
    expect(serverMessageCheck(config, 1)(received(text))).toBe(false);
  });

  it('is refused if its value is larger than can be replicated', () => {
    const withValue = (length: number) => received(put.replace('"v"', `"${'x'.repeat(length)}"`));
    expect(serverMessageCheck(config, 1)(withValue(requestLimitBytes - 1))).toBe(true);
    expect(serverMessageCheck(config, 1)(withValue(requestLimitBytes))).toBe(false);
  });
});

describe('a message to a client', () => {
  it('may be an answer', () => {
    expect(clientMessageCheck(config)(received(clientMessage))).toBe(true);
  });

  it.each([
    ['to a server', vote],
    [
      'with a hint at a server that does not exist',
      clientMessage.replace('mleaderHint |-> 1', 'mleaderHint |-> 3'),
    ],
    ['with an answer that is none', clientMessage.replace(answer, '"v"')],
    ['with a success that is none', clientMessage.replace('msuccess |-> TRUE', 'msuccess |-> 1')],
  ])('is refused if it is %s', (_what, text) => {
    expect(clientMessageCheck(config)(received(text))).toBe(false);
  });
});
