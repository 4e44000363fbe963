import { describe, expect, it } from 'vitest';
import { idFlag, parseFlags, requiredFlag, UsageError } from '../../../systems/raftkvs/flags.ts';
import type { Flag } from '../../../systems/raftkvs/flags.ts';

const flags: readonly Flag[] = [
  { name: 'srv-id', aliases: ['srvId'], kind: 'text' },
  { name: 'config', aliases: ['c'], kind: 'text' },
  { name: 'help', aliases: ['h'], kind: 'switch' },
];

describe('flags', () => {
  it.each([
    [['-srvId', '1', '-c', 'x.yaml']],
    [['-srvId=1', '-c=x.yaml']],
    [['--srv-id', '1', '--config', 'x.yaml']],
    [['--srvId=1', '--config=x.yaml']],
    [['-srv-id', '1', '-config', 'x.yaml']],
  ])('are read from %j', (argv) => {
    const values = parseFlags(argv, flags);
    expect([idFlag(values, 'srv-id', '-srvId'), requiredFlag(values, 'config', '-c')]).toEqual([1, 'x.yaml']);
  });

  it('that are switches take no value', () => {
    expect(parseFlags(['-h'], flags).isSet('help')).toBe(true);
  });

  it.each([
    [['-serverId', '1'], /^unknown flag -serverId$/u],
    [['-srvid', '1'], /^unknown flag -srvid; did you mean --srvId\?$/u],
    [['-srvId'], /srv-id/u],
    [['server.yaml'], /Unexpected argument 'server\.yaml'/u],
  ])('as in %j are refused with a reason', (argv, reason) => {
    expect(() => parseFlags(argv, flags)).toThrow(reason);
  });

  it.each(['0', '-1', 'one', '1.5', ''])('refuse %j for an id', (text) => {
    const values = parseFlags([`-srvId=${text}`], flags);
    expect(() => idFlag(values, 'srv-id', '-srvId')).toThrow(UsageError);
  });

  it('say which flag is missing', () => {
    expect(() => requiredFlag(parseFlags([], flags), 'config', '-c FILE')).toThrow('missing -c FILE');
  });
});
