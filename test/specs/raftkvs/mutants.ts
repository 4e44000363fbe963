/** One defect in the specification, and what must notice it. */
export interface Mutant {
  readonly name: string;
  readonly defect: string;
  /** What is replaced in the text, each occurring there once. */
  readonly edits: readonly (readonly [find: string, replace: string])[];
  /** Properties a random simulation may find violated; any of them will do. */
  readonly caughtBy: readonly string[];
  /** The kind of trial that finds it soonest, for defects that show rarely. */
  readonly under?: TrialName;
  /** The first seed to be tried, where many before it show nothing. */
  readonly from?: number;
}

export type TrialName = 'partitions' | 'elections' | 'turmoil' | 'isolation';

export const mutants: readonly Mutant[] = [
  {
    name: 'cut-always',
    defect: 'a follower cuts its log at mprevLogIndex on every accepted message',
    edits: [
      ['agreed = LastAgreed(xlog, prev, entries, 0),', 'agreed = prev,'],
      ['if (agreed < last) {', 'if (agreed < last \\/ agreed < Len(xlog)) {'],
    ],
    caughtBy: ['CommittedOnQuorum', 'LeaderStateOK', 'ApplyLogOK'],
  },
  {
    name: 'no-sessions',
    defect: 'every entry of the log is applied',
    edits: [['IN IF ~IsNewRequest(cmd, xentry.client, xsm.sessions)', 'IN IF FALSE']],
    caughtBy: ['ApplyLogOK', 'Linearizability'],
  },
  {
    name: 'merge-order',
    defect: 'a put does not replace the value of a key',
    edits: [['(cmd.key :> cmd.value) @@ xsm.data', 'xsm.data @@ (cmd.key :> cmd.value)']],
    caughtBy: ['ApplyLogOK', 'Linearizability'],
  },
  {
    name: 'no-step-down',
    defect: 'a leader that learns of a later term goes on leading',
    edits: [
      [
        '            state[srvId] := Follower;\n            leader[srvId] := Nil;',
        '            if (state[srvId] # Leader) { state[srvId] := Follower; };\n            leader[srvId] := Nil;',
      ],
    ],
    caughtBy: ['ElectionSafety'],
  },
  {
    name: 'vote-twice',
    defect: 'a vote is granted though another was',
    edits: [['/\\ votedFor[srvId] \\in {Nil, m.msource}\n', '\n']],
    caughtBy: ['ElectionSafety'],
  },
  {
    name: 'vote-forgotten',
    defect: 'the vote is not remembered',
    edits: [['votedFor[srvId] := m.msource;', 'skip;']],
    caughtBy: ['ElectionSafety'],
  },
  {
    name: 'stale-log-vote',
    defect: 'votes are granted without a look at the log of the candidate',
    edits: [['/\\ upToDate\n', '\n']],
    caughtBy: ['LeaderCompleteness', 'CommittedOnQuorum', 'StateMachineSafety', 'ApplyLogOK'],
  },
  {
    name: 'commit-old-term',
    defect: 'entries of earlier terms are committed by counting',
    edits: [['await xlog[agreed].term = currentTerm[srvId];', 'skip;']],
    caughtBy: ['LeaderCompleteness', 'CommittedOnQuorum', 'StateMachineSafety'],
    under: 'turmoil',
    from: 31,
  },
  {
    name: 'half-quorum',
    defect: 'half of the servers are a quorum',
    edits: [
      [
        'IsQuorum(s) == Cardinality(s) * 2 > NumServers',
        'IsQuorum(s) == Cardinality(s) * 2 + 1 > NumServers',
      ],
    ],
    caughtBy: ['ElectionSafety', 'CommittedOnQuorum', 'LeaderCompleteness', 'StateMachineSafety'],
  },
  {
    name: 'conflict-kept',
    defect: 'entries that conflict are not removed',
    edits: [
      ['log[srvId] := SubSeq(xlog, 1, agreed) \\o new;', 'log[srvId] := xlog \\o new;'],
      ['if (agreed < Len(xlog)) {', 'if (FALSE) {'],
    ],
    caughtBy: ['LogMatching', 'LeaderStateOK', 'StateMachineSafety', 'LeaderCompleteness'],
  },
  {
    name: 'commit-ahead',
    defect: 'a follower takes its whole log for the one the commit index of the message is about',
    edits: [
      [
        'committed = Lesser(m.mcommitIndex, last)',
        'committed = Lesser(m.mcommitIndex, Greater(Len(xlog), last))',
      ],
    ],
    caughtBy: ['StateMachineSafety', 'CommittedOnQuorum', 'ApplyLogOK'],
  },
  {
    name: 'hint-as-match',
    defect: 'a rejection counts as a match',
    edits: [
      [
        '} else if (m.mprevLogIndex > matched[j]) {',
        '} else if (m.mprevLogIndex > matched[j]) {\n                                matchIndex[srvId] := [matched EXCEPT ![j] = Greater(matched[j], m.mmatchIndex)];',
      ],
    ],
    caughtBy: ['LeaderStateOK', 'CommittedOnQuorum'],
  },
  {
    name: 'match-shrinks',
    defect: 'a late answer takes matchIndex back',
    edits: [['if (m.mmatchIndex > matched[j]) {', 'if (TRUE) {']],
    caughtBy: ['MatchIndexGrows'],
  },
  {
    name: 'any-match',
    defect: 'AppendEntries is accepted whatever the entry before',
    edits: [['if (prev <= Len(xlog) /\\ TermAt(xlog, prev) = m.mprevLogTerm) {', 'if (prev <= Len(xlog)) {']],
    caughtBy: ['LogMatching', 'LeaderStateOK', 'StateMachineSafety', 'CommittedOnQuorum'],
  },
  {
    name: 'stale-votes',
    defect: 'votes of earlier terms count',
    edits: [
      ['if (m.mterm = currentTerm[srvId] /\\ state[srvId] = Candidate) {', 'if (state[srvId] = Candidate) {'],
    ],
    caughtBy: ['ElectionSafety'],
    under: 'elections',
    from: 57,
  },
  {
    name: 'log-not-cut-on-disk',
    defect: 'the persistent log is not cut',
    edits: [['plog[srvId] := [cmd |-> LogPop, cnt |-> Len(xlog) - agreed];', 'skip;']],
    caughtBy: ['plogOK'],
  },
  {
    name: 'answer-early',
    defect: 'a put is answered when it is in the log of the leader',
    edits: [
      [
        'log[srvId] := Append(xlog, entry);',
        'log[srvId] := Append(xlog, entry);\n                            net[m.msource] := ClientResponse(m.mcmd, TRUE, m.mcmd.value, TRUE, srvId, srvId, m.msource);',
      ],
    ],
    caughtBy: ['Linearizability'],
  },
  {
    name: 'read-locally',
    defect: 'a leader answers reads from its state machine, without asking whether it still is one',
    edits: [['await asked # <<>> /\\ IsQuorum(confirmed);', 'await asked # <<>>;']],
    caughtBy: ['Linearizability'],
    under: 'isolation',
    from: 33,
  },
  {
    name: 'read-too-early',
    defect: 'a leader reads before it has committed an entry of its term',
    edits: [
      [
        'if (m.mtype = ClientGetRequest /\\ TermAt(xlog, committed) = currentTerm[srvId]) {',
        'if (m.mtype = ClientGetRequest) {',
      ],
    ],
    caughtBy: ['Linearizability'],
    under: 'elections',
  },
  {
    name: 'confirmed-for-ever',
    defect: 'the first quorum that confirms a leader is one for ever',
    edits: [['                confirmed := {srvId};\n', '']],
    caughtBy: ['Linearizability'],
    under: 'isolation',
    from: 101,
  },
  {
    name: 'never-asked-again',
    defect: 'the question who leads is lost for ever',
    edits: [['} else if (asked # <<>> /\\ j \\notin confirmed) {', '} else if (FALSE) {']],
    caughtBy: ['Progress'],
    from: 15,
  },
  {
    name: 'leader-not-written',
    defect: 'a leader counts itself before its disk does',
    edits: [
      [
        '                        plog[srvId] := [cmd     |-> LogConcat,\n                                        entries |-> SubSeq(xlog, matched[srvId] + 1, Len(xlog))];\n',
        '',
      ],
    ],
    caughtBy: ['plogOK'],
  },
  {
    name: 'not-written-in-the-end',
    defect: 'a leader that steps down leaves its persistent log behind',
    edits: [['if (written < Len(xlog)) {', 'if (FALSE) {']],
    caughtBy: ['plogOK'],
  },
  {
    name: 'heartbeat-silent',
    defect: 'a leader without new entries sends nothing',
    edits: [['if (heartbeat \\/ entries # <<>>) {', 'if (entries # <<>>) {']],
    caughtBy: ['Progress'],
  },
  {
    name: 'lost-for-ever',
    defect: 'a leader does not back up when entries got lost',
    edits: [['} else if (m.mprevLogIndex > matched[j]) {', '} else if (FALSE) {']],
    caughtBy: ['Progress'],
  },
];
