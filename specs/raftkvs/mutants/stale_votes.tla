A defect planted in raftkvs.tla by test/specs/mutants: votes of earlier terms count.

------------------------------- MODULE stale_votes -------------------------------
(***************************************************************************)
(* A key-value store replicated by Raft.                                   *)
(*                                                                         *)
(* "Section" in comments refers to Ongaro and Ousterhout, In Search of an  *)
(* Understandable Consensus Algorithm (extended version); "thesis" to      *)
(* Ongaro, Consensus: Bridging Theory and Practice.                        *)
(*                                                                         *)
(* A server is five archetypes that share its variables:                   *)
(*   AServer                    handles messages, applies on followers     *)
(*   AServerRequestVote         starts elections                           *)
(*   AServerBecomeLeader        turns a candidate with a quorum to leader  *)
(*   AServerAppendEntries       replicates the leader's log, heartbeats    *)
(*   AServerAdvanceCommitIndex  commits, applies and answers on the leader *)
(* AServerCrasher stops a server. AClient passes requests of its user to   *)
(* the cluster, one at a time.                                             *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets, Bags, TLC

CONSTANTS
    NumServers,
    NumClients,
    MaxAppendEntries,    \* log entries in one AppendEntries message, at most
    MaxApply,            \* log entries applied in one step, at most
    Debug,               \* TRUE: print elections

    \* What the resources of the implementation understand.
    LeaderTimeoutReset,  \* written to a timer, starts it anew
    LogConcat,           \* the commands of a persistent log
    LogPop,

    \* Bounds of models; the archetypes do not depend on them.
    ExploreFail,         \* TRUE: servers may crash
    PerfectDetector,     \* TRUE: failure detectors suspect the crashed, and only them
    NumRequests,         \* requests that users make, in all
    RequestTypes,        \* which of {Get, Put}
    RequestKeys,         \* which of KeySet
    MaxClientTimeouts,   \* time-outs of clients, in all
    MaxElections,        \* election time-outs of servers, in all; 0: any number
    MaxTerm,
    MaxCommitIndex,
    MaxNodeFail,
    BufferSize           \* messages under way to one node

ASSUME NumServers \in Nat /\ NumServers > 0
ASSUME NumClients \in Nat
ASSUME MaxAppendEntries \in Nat /\ MaxAppendEntries > 0
ASSUME MaxApply \in Nat /\ MaxApply > 0

Nil == 0

(* Node ids. The archetypes of one server that are not AServer have ids of their own. *)

ServerSet                   == 1..NumServers
ServerRequestVoteSet        == (1 * NumServers + 1)..(2 * NumServers)
ServerAppendEntriesSet      == (2 * NumServers + 1)..(3 * NumServers)
ServerAdvanceCommitIndexSet == (3 * NumServers + 1)..(4 * NumServers)
ServerBecomeLeaderSet       == (4 * NumServers + 1)..(5 * NumServers)
ServerCrasherSet            == IF ExploreFail THEN (5 * NumServers + 1)..(6 * NumServers) ELSE {}
ClientSet                   == (6 * NumServers + 1)..(6 * NumServers + NumClients)

\* Who has a mailbox.
NodeSet == ServerSet \cup ClientSet

(* Roles. *)

Follower  == "follower"
Candidate == "candidate"
Leader    == "leader"

(* Message tags. *)

RequestVoteRequest    == "rvq"
RequestVoteResponse   == "rvp"
AppendEntriesRequest  == "apq"
AppendEntriesResponse == "app"
ClientPutRequest      == "cpq"
ClientPutResponse     == "cpp"
ClientGetRequest      == "cgq"
ClientGetResponse     == "cgp"
ReadIndexRequest      == "riq"
ReadIndexResponse     == "rip"

(* Commands. A request of a client carries [session, idx, type, key, value]. *)

Get == "get"
Put == "put"

Key1   == "key1"
Key2   == "key2"
KeySet == {Key1, Key2}
Value1 == "value1"

NoValue == ""

(* Arithmetic. *)

Lesser(a, b)  == IF a < b THEN a ELSE b
Greater(a, b) == IF a > b THEN a ELSE b

RECURSIVE MinAcc(_, _)
MinAcc(s, e1) ==
    IF s = {} THEN e1
    ELSE LET e2 == CHOOSE e \in s : TRUE IN MinAcc(s \ {e2}, Lesser(e1, e2))

RECURSIVE MaxAcc(_, _)
MaxAcc(s, e1) ==
    IF s = {} THEN e1
    ELSE LET e2 == CHOOSE e \in s : TRUE IN MaxAcc(s \ {e2}, Greater(e1, e2))

\* Of a set that is not empty.
Min(s) == LET e == CHOOSE e \in s : TRUE IN MinAcc(s \ {e}, e)
Max(s) == LET e == CHOOSE e \in s : TRUE IN MaxAcc(s \ {e}, e)

IsQuorum(s) == Cardinality(s) * 2 > NumServers

(* Logs. An entry is [term, client, cmd]. *)

LastTerm(xlog) == IF Len(xlog) = 0 THEN 0 ELSE xlog[Len(xlog)].term

TermAt(xlog, index) == IF index = 0 THEN 0 ELSE xlog[index].term

\* What a leader sends to a follower whose log it believes to agree up to prev.
EntriesAfter(xlog, prev) == SubSeq(xlog, prev + 1, Lesser(Len(xlog), prev + MaxAppendEntries))

\* What servers start with. Models may have them start anew with what they wrote before.
InitialTerm == 0
InitialLogs == [i \in ServerSet |-> <<>>]

\* The last index up to which a log that agrees up to prev has the given entries already, the
\* first `known` of them looked at. An entry is identified by its index and term (section 5.3).
RECURSIVE LastAgreed(_, _, _, _)
LastAgreed(xlog, prev, entries, known) ==
    IF known = Len(entries) THEN prev + known
    ELSE IF prev + known = Len(xlog) THEN prev + known
    ELSE IF xlog[prev + known + 1].term # entries[known + 1].term THEN prev + known
    ELSE LastAgreed(xlog, prev, entries, known + 1)

\* The last index from low to index whose entry is not of the given term; low if there is none.
RECURSIVE LastOfOtherTerm(_, _, _, _)
LastOfOtherTerm(xlog, index, term, low) ==
    IF index <= low THEN low
    ELSE IF xlog[index].term # term THEN index
    ELSE LastOfOtherTerm(xlog, index - 1, term, low)

\* How far a log without the leader's entry at prev may agree with the leader's log: not in what
\* it does not have, and not in the term of the entry it has there instead (end of section 5.3).
\* What is committed, up to low, agrees.
AgreementHint(xlog, prev, low) ==
    IF prev > Len(xlog) THEN Len(xlog)
    ELSE LastOfOtherTerm(xlog, prev, xlog[prev].term, low)

\* The largest index that leader i knows to be in the persistent logs of a quorum; Nil if there is
\* none. The leader's own is one of them, and as good as any other (thesis, section 10.2.1).
\* An index can be that only if some log ends there, as far as the leader knows, so that nothing
\* between the values of matchIndex need be looked at.
RECURSIVE FindMaxAgreeIndexRec(_, _, _, _)
FindMaxAgreeIndexRec(logLocal, i, matchIndex, index) ==
    IF index = 0 THEN Nil
    ELSE IF IsQuorum({k \in ServerSet : matchIndex[k] >= index}) THEN index
    ELSE LET ends == {matchIndex[k] : k \in ServerSet}
         IN FindMaxAgreeIndexRec(logLocal, i, matchIndex, Max({0} \cup {e \in ends : e < index}))

FindMaxAgreeIndex(logLocal, i, matchIndex) ==
    FindMaxAgreeIndexRec(logLocal, i, matchIndex, Len(logLocal))

(***************************************************************************)
(* The state machine: the data, and for each client its last request with  *)
(* the answer (section 8: a request that is in the log twice, because the  *)
(* client asked again, takes effect once). A client's requests are ordered *)
(* by session, which grows with every start of the client, and by idx      *)
(* within a session. xsmDomain is the set of keys that were put.           *)
(***************************************************************************)

EmptyStateMachine == [data |-> <<>>, sessions |-> <<>>]

IsNewRequest(cmd, client, sessions) ==
    IF client \in DOMAIN sessions
    THEN LET last == sessions[client]
         IN \/ cmd.session > last.session
            \/ cmd.session = last.session /\ cmd.idx > last.idx
    ELSE TRUE

\* The pair of the new state machine and the new domain.
ApplyLogEntry(xentry, xsm, xsmDomain) ==
    LET cmd   == xentry.cmd
        found == cmd.key \in xsmDomain
        SessionsWith(value, ok) ==
            (xentry.client :> [session |-> cmd.session, idx |-> cmd.idx, value |-> value, ok |-> ok])
                @@ xsm.sessions
    IN IF ~IsNewRequest(cmd, xentry.client, xsm.sessions)
       THEN <<xsm, xsmDomain>>
       ELSE IF cmd.type = Put
       THEN << [data     |-> (cmd.key :> cmd.value) @@ xsm.data,
                sessions |-> SessionsWith(cmd.value, TRUE)],
               IF found THEN xsmDomain ELSE xsmDomain \cup {cmd.key} >>
       ELSE << [data     |-> xsm.data,
                sessions |-> SessionsWith(IF found THEN xsm.data[cmd.key] ELSE NoValue, found)],
               xsmDomain >>

RECURSIVE ApplyLog(_, _, _, _, _)
ApplyLog(xlog, start, end, xsm, xsmDomain) ==
    IF start > end THEN <<xsm, xsmDomain>>
    ELSE LET applied == ApplyLogEntry(xlog[start], xsm, xsmDomain)
         IN ApplyLog(xlog, start + 1, end, applied[1], applied[2])

\* The value of a key, as a read finds it.
ValueOf(key, xsm, xsmDomain) == IF key \in xsmDomain THEN xsm.data[key] ELSE NoValue

(* Messages. *)

RequestVote(term, xlog, source, dest) ==
    [mtype |-> RequestVoteRequest, mterm |-> term,
     mlastLogTerm |-> LastTerm(xlog), mlastLogIndex |-> Len(xlog),
     msource |-> source, mdest |-> dest]

Vote(term, granted, source, dest) ==
    [mtype |-> RequestVoteResponse, mterm |-> term, mvoteGranted |-> granted,
     msource |-> source, mdest |-> dest]

\* entries follow prev in the leader's log.
AppendEntries(term, xlog, prev, entries, committed, source, dest) ==
    [mtype |-> AppendEntriesRequest, mterm |-> term,
     mprevLogIndex |-> prev, mprevLogTerm |-> TermAt(xlog, prev),
     mentries |-> entries, mcommitIndex |-> committed,
     msource |-> source, mdest |-> dest]

\* mmatchIndex: on success, up to where the logs agree; otherwise, up to where they may agree.
\* mprevLogIndex: where the logs were compared.
AppendEntriesAnswer(term, success, match, prev, source, dest) ==
    [mtype |-> AppendEntriesResponse, mterm |-> term, msuccess |-> success,
     mmatchIndex |-> match, mprevLogIndex |-> prev,
     msource |-> source, mdest |-> dest]

\* Asks whether the sender is still the leader.
ReadIndex(term, round, source, dest) ==
    [mtype |-> ReadIndexRequest, mterm |-> term, mround |-> round,
     msource |-> source, mdest |-> dest]

ReadIndexAnswer(term, round, source, dest) ==
    [mtype |-> ReadIndexResponse, mterm |-> term, mround |-> round,
     msource |-> source, mdest |-> dest]

ClientRequest(req, idx, source, dest) ==
    [mtype |-> IF req.type = Put THEN ClientPutRequest ELSE ClientGetRequest,
     mcmd  |-> [session |-> req.session, idx |-> idx, type |-> req.type,
                key |-> req.key, value |-> req.value],
     msource |-> source, mdest |-> dest]

\* Without success, the client should try the server mleaderHint.
ClientResponse(cmd, success, value, ok, hint, source, dest) ==
    [mtype |-> IF cmd.type = Put THEN ClientPutResponse ELSE ClientGetResponse,
     msuccess  |-> success,
     mresponse |-> [session |-> cmd.session, idx |-> cmd.idx,
                    key |-> cmd.key, value |-> value, ok |-> ok],
     mleaderHint |-> hint,
     msource |-> source, mdest |-> dest]

(*
--mpcal raftkvs {

    macro debug(x) {
        if (Debug) { print x; };
    }

    \* A crashed server does nothing any more.
    macro StopIfCrashed(netEnabled, i) {
        if (ExploreFail) { await netEnabled[i]; };
    }

    \* To a server that is suspected to have crashed a message need not be sent: its mailbox may
    \* be full for good. Raft bears the loss of any message.
    macro Send(net, fd, dest, message) {
        if (fd[dest]) {
            either { net[dest] := message; } or { skip; };
        } else {
            net[dest] := message;
        };
    }

    \* Section 5.1: whoever learns of a later term follows into it.
    macro FollowInto(term) {
        if (term > currentTerm[srvId]) {
            if (state[srvId] = Leader) {
                \* A leader's election timer has long run out.
                leaderTimeout := LeaderTimeoutReset;
                \* From now on the persistent log is the log.
                with (xlog = log[srvId], written = matchIndex[srvId][srvId]) {
                    if (written < Len(xlog)) {
                        plog[srvId] := [cmd     |-> LogConcat,
                                        entries |-> SubSeq(xlog, written + 1, Len(xlog))];
                    };
                };
                \* Somebody else may be able to tell those who want to read.
                waiting := waiting \cup {reads[k] : k \in 1..Len(reads)}
                                   \cup {asked[k] : k \in 1..Len(asked)};
                reads := <<>>;
                asked := <<>>;
                debug(<<"stepping down", srvId, term>>);
            };
            currentTerm[srvId] := term;
            votedFor[srvId] := Nil;
            state[srvId] := Follower;
            leader[srvId] := Nil;
        };
    }

    \* A mailbox and the connections to it: what is sent is received once, in any order. That
    \* covers loss as well: a message may be under way for ever. A crashed node receives nothing.
    mapping macro ReliableLink {
        read {
            with (message \in BagToSet($variable.bag)) {
                $variable := [$variable EXCEPT !.bag = @ (-) SetToBag({message})];
                yield message;
            };
        }
        write {
            if ($variable.enabled) {
                yield [$variable EXCEPT !.bag = @ (+) SetToBag({$value})];
            } else {
                yield $variable;
            };
        }
    }

    \* The length of a mailbox. What is still on its way does not count, and nobody knows how much
    \* that is.
    mapping macro NetBufferLength {
        read {
            with (length \in 0..BagCardinality($variable.bag)) { yield length; };
        }
        write { assert FALSE; yield $variable; }
    }

    \* A node's life; what a crashed node has not read is gone.
    mapping macro NetworkToggle {
        read { yield $variable.enabled; }
        write {
            yield [bag |-> IF $value THEN $variable.bag ELSE EmptyBag, enabled |-> $value];
        }
    }

    mapping macro PerfectFD {
        read { yield $variable; }
        write { yield $value; }
    }

    \* May suspect a node that lives, and trust one that has crashed.
    mapping macro UnreliableFD {
        read {
            with (suspected \in IF PerfectDetector THEN {$variable} ELSE BOOLEAN) {
                yield suspected;
            };
        }
        write { yield $value; }
    }

    \* Nothing is known of how long an election timer takes. Models may limit how often one runs out.
    mapping macro LeaderTimeout {
        read {
            either {
                if (MaxElections > 0) {
                    await $variable < MaxElections;
                    $variable := $variable + 1;
                };
                yield TRUE;
            } or {
                yield FALSE;
            };
        }
        write { yield $variable; }
    }

    \* Nor is it known how long clients wait; models limit how often they lose patience.
    mapping macro ClientTimeout {
        read {
            either {
                await $variable < MaxClientTimeouts;
                $variable := $variable + 1;
                yield TRUE;
            } or {
                yield FALSE;
            };
        }
        write { yield $variable; }
    }

    mapping macro Channel {
        read {
            await $variable # <<>>;
            with (value = Head($variable)) {
                $variable := Tail($variable);
                yield value;
            };
        }
        write { yield Append($variable, $value); }
    }

    \* A channel whose reader gets TRUE when a certain time has passed, whatever has been written.
    mapping macro CustomInChan {
        read {
            either {
                await $variable # <<>>;
                with (value = Head($variable)) {
                    $variable := Tail($variable);
                    yield value;
                };
            } or {
                yield TRUE;
            };
        }
        write { yield Append($variable, $value); }
    }

    mapping macro PersistentLog {
        read { yield $variable; }
        write {
            if ($value.cmd = LogConcat) {
                yield $variable \o $value.entries;
            } else {
                assert $value.cmd = LogPop;
                yield SubSeq($variable, 1, Len($variable) - $value.cnt);
            };
        }
    }

    \* Users: request number n, if it puts, puts a value nobody else puts.
    mapping macro Requests {
        read {
            await $variable < NumRequests;
            $variable := $variable + 1;
            with (type \in RequestTypes, key \in RequestKeys) {
                yield [session |-> 1, type |-> type, key |-> key,
                       value |-> IF type = Put THEN Value1 \o ToString($variable) ELSE NoValue];
            };
        }
        write { assert FALSE; yield $variable; }
    }

    \* The answers that users got.
    mapping macro Responses {
        read { assert FALSE; yield $variable; }
        write { yield $variable \cup {$value}; }
    }

    archetype AServer(
        srvId,
        ref net[_], ref netLen[_], ref netEnabled[_], ref fd[_],
        ref state[_], ref currentTerm[_],
        ref log[_], ref plog[_],
        ref commitIndex[_], ref nextIndex[_], ref matchIndex[_],
        ref votedFor[_], ref votesResponded[_], ref votesGranted[_],
        ref leader[_],
        ref sm[_], ref smDomain[_],
        ref leaderTimeout,
        ref appendEntriesCh[_], ref becomeLeaderCh[_]
    )
    variables
        idx = 1,         \* entries below idx are committed; 1 if they are applied, too
        m,               \* the message being handled
        waiting = {},    \* requests of clients that are to be told who leads
        reads = <<>>,    \* a leader's: reads that have come since the last round began
        asked = <<>>,    \* those the present round is for; no round is under way if there are none
        round = 0,       \* its number
        confirmed = {},  \* the servers that have answered in it, and follow
        next;            \* the next server to ask
    {
    serverLoop:
        while (TRUE) {
            StopIfCrashed(netEnabled, srvId);

            either {
                m := net[srvId];

                if (m.mtype = AppendEntriesResponse) {
                    FollowInto(m.mterm);
                    if (m.mterm = currentTerm[srvId] /\ state[srvId] = Leader) {
                        with (j = m.msource, nexts = nextIndex[srvId], matched = matchIndex[srvId]) {
                            if (m.msuccess) {
                                \* Answers may arrive late: within a term matchIndex only grows.
                                if (m.mmatchIndex > matched[j]) {
                                    matchIndex[srvId] := [matched EXCEPT ![j] = m.mmatchIndex];
                                    if (m.mmatchIndex >= nexts[j] - 1) {
                                        \* All that was sent has arrived.
                                        if (m.mmatchIndex >= nexts[j]) {
                                            nextIndex[srvId] := [nexts EXCEPT ![j] = m.mmatchIndex + 1];
                                        };
                                        if (Len(log[srvId]) > m.mmatchIndex) {
                                            appendEntriesCh[srvId] := FALSE;
                                        };
                                    };
                                } else if (asked # <<>> /\ j \notin confirmed) {
                                    \* The answer to a heartbeat, and none to the question who leads:
                                    \* that may have been lost.
                                    Send(net, fd, j, ReadIndex(currentTerm[srvId], round, srvId, j));
                                };
                            } else if (m.mprevLogIndex > matched[j]) {
                                \* The follower lacks the entry at mprevLogIndex, or has another
                                \* there: back up as far as it says, and send from there on.
                                with (
                                    xlog = log[srvId],
                                    prev = Greater(m.mmatchIndex, matched[j]),
                                    entries = EntriesAfter(xlog, prev)
                                ) {
                                    nextIndex[srvId] := [nexts EXCEPT ![j] = prev + Len(entries) + 1];
                                    Send(net, fd, j, AppendEntries(currentTerm[srvId], xlog, prev, entries,
                                                                   commitIndex[srvId], srvId, j));
                                };
                            };
                        };
                    };

                } else if (m.mtype = AppendEntriesRequest) {
                    FollowInto(m.mterm);
                    if (m.mterm < currentTerm[srvId]) {
                        \* From a leader of the past. It does not matter where its log agrees.
                        Send(net, fd, m.msource,
                             AppendEntriesAnswer(currentTerm[srvId], FALSE, 0, 0, srvId, m.msource));
                    } else {
                        \* Section 5.2: a candidate recognises the leader of its term.
                        assert state[srvId] # Leader;
                        if (state[srvId] = Candidate) { state[srvId] := Follower; };
                        if (leader[srvId] # m.msource) { leader[srvId] := m.msource; };
                        leaderTimeout := LeaderTimeoutReset;

                        with (xlog = log[srvId], prev = m.mprevLogIndex, entries = m.mentries) {
                            if (prev <= Len(xlog) /\ TermAt(xlog, prev) = m.mprevLogTerm) {
                                \* Section 5.3: remove what conflicts with the leader's log, and
                                \* nothing else, since the message may be an old one; append
                                \* what is missing.
                                with (
                                    last = prev + Len(entries),
                                    agreed = LastAgreed(xlog, prev, entries, 0),
                                    committed = Lesser(m.mcommitIndex, last)
                                ) {
                                    if (agreed < last) {
                                        with (new = SubSeq(entries, agreed - prev + 1, Len(entries))) {
                                            if (agreed < Len(xlog)) {
                                                plog[srvId] := [cmd |-> LogPop, cnt |-> Len(xlog) - agreed];
                                            };
                                            plog[srvId] := [cmd |-> LogConcat, entries |-> new];
                                            log[srvId] := SubSeq(xlog, 1, agreed) \o new;
                                        };
                                    };
                                    if (committed >= idx /\ committed > commitIndex[srvId]) {
                                        idx := committed + 1;
                                    };
                                    Send(net, fd, m.msource,
                                         AppendEntriesAnswer(currentTerm[srvId], TRUE, last, prev,
                                                             srvId, m.msource));
                                };
                            } else {
                                with (hint = AgreementHint(xlog, prev, commitIndex[srvId])) {
                                    Send(net, fd, m.msource,
                                         AppendEntriesAnswer(currentTerm[srvId], FALSE, hint, prev,
                                                             srvId, m.msource));
                                };
                            };
                        };
                    };

                } else if (m.mtype = ClientPutRequest \/ m.mtype = ClientGetRequest) {
                    if (state[srvId] = Leader) {
                        with (xlog = log[srvId], committed = commitIndex[srvId]) {
                            if (m.mtype = ClientGetRequest /\ TermAt(xlog, committed) = currentTerm[srvId]) {
                                \* Section 8: a leader that has committed an entry of its term has
                                \* applied all that was ever answered, if it still is the leader.
                                reads := Append(reads, m);
                            } else {
                                \* Nothing is written yet: the disk may work while the followers' do.
                                with (
                                    entry = [term |-> currentTerm[srvId], client |-> m.msource, cmd |-> m.mcmd],
                                    matched = matchIndex[srvId]
                                ) {
                                    log[srvId] := Append(xlog, entry);
                                    if (NumServers = 1 \/ \E j \in ServerSet : j # srvId /\ matched[j] = Len(xlog)) {
                                        \* A follower had all there was: it is free to get the entry now.
                                        appendEntriesCh[srvId] := FALSE;
                                    };
                                };
                            };
                        };
                    } else {
                        waiting := waiting \cup {m};
                    };

                } else if (m.mtype = ReadIndexRequest) {
                    FollowInto(m.mterm);
                    if (m.mterm = currentTerm[srvId]) {
                        assert state[srvId] # Leader;
                        if (state[srvId] = Candidate) { state[srvId] := Follower; };
                        if (leader[srvId] # m.msource) { leader[srvId] := m.msource; };
                        leaderTimeout := LeaderTimeoutReset;
                    };
                    Send(net, fd, m.msource,
                         ReadIndexAnswer(currentTerm[srvId], m.mround, srvId, m.msource));

                } else if (m.mtype = ReadIndexResponse) {
                    FollowInto(m.mterm);
                    if (m.mterm = currentTerm[srvId] /\ state[srvId] = Leader /\ m.mround = round) {
                        confirmed := confirmed \cup {m.msource};
                    };

                } else if (m.mtype = RequestVoteRequest) {
                    FollowInto(m.mterm);
                    with (
                        \* Section 5.4.1: a voter's log must not be ahead of the candidate's.
                        xlog = log[srvId],
                        upToDate = \/ m.mlastLogTerm > LastTerm(xlog)
                                   \/ m.mlastLogTerm = LastTerm(xlog) /\ m.mlastLogIndex >= Len(xlog),
                        grant = /\ m.mterm = currentTerm[srvId]
                                /\ votedFor[srvId] \in {Nil, m.msource}
                                /\ upToDate
                    ) {
                        if (grant) {
                            votedFor[srvId] := m.msource;
                            leaderTimeout := LeaderTimeoutReset;
                        };
                        Send(net, fd, m.msource, Vote(currentTerm[srvId], grant, srvId, m.msource));
                    };

                } else if (m.mtype = RequestVoteResponse) {
                    FollowInto(m.mterm);
                    if (state[srvId] = Candidate) {
                        votesResponded[srvId] := votesResponded[srvId] \cup {m.msource};
                        if (m.mvoteGranted) {
                            with (granted = votesGranted[srvId] \cup {m.msource}) {
                                votesGranted[srvId] := granted;
                                if (IsQuorum(granted)) { becomeLeaderCh[srvId] := TRUE; };
                            };
                        };
                    };
                };

                \* Not needed any more, and models have fewer states if it is forgotten.
                m := Nil;

            } or {
                \* Tell a client who leads, unless it would find nobody there.
                await waiting # {};
                with (hint = leader[srvId]) {
                    await hint # Nil;
                    if (hint # srvId) { await ~fd[hint]; };
                    with (request = CHOOSE r \in waiting : TRUE) {
                        waiting := waiting \ {request};
                        net[request.msource] := ClientResponse(request.mcmd, FALSE, NoValue, FALSE,
                                                               hint, srvId, request.msource);
                    };
                };

            } or {
                \* Thesis, section 6.4: reads need no entry in the log if a quorum confirms, after they
                \* have come, that nobody else leads. One question is for all reads there are.
                await reads # <<>> /\ asked = <<>>;
                with (arrived = netLen[srvId]) {
                    await arrived = 0 \/ Len(reads) >= MaxAppendEntries;
                };
                asked := reads;
                reads := <<>>;
                round := round + 1;
                confirmed := {srvId};
                next := 1;

            askLoop:
                while (next <= NumServers) {
                    StopIfCrashed(netEnabled, srvId);
                    if (next # srvId) {
                        Send(net, fd, next, ReadIndex(currentTerm[srvId], round, srvId, next));
                    };
                    next := next + 1;
                };

            } or {
                await asked # <<>> /\ IsQuorum(confirmed);

            answerLoop:
                while (asked # <<>>) {
                    StopIfCrashed(netEnabled, srvId);
                    with (
                        request = Head(asked),
                        key = request.mcmd.key,
                        value = ValueOf(key, sm[srvId], smDomain[srvId]),
                        found = key \in smDomain[srvId]
                    ) {
                        net[request.msource] := ClientResponse(request.mcmd, TRUE, value, found,
                                                               srvId, srvId, request.msource);
                    };
                    asked := Tail(asked);
                };

            } or {
                \* Section 5.3: apply what is known to be committed. A server that has much to
                \* catch up with does so in several steps.
                await idx > 1;
                with (from = commitIndex[srvId], to = Lesser(idx - 1, from + MaxApply)) {
                    if (from < to) {
                        with (applied = ApplyLog(log[srvId], from + 1, to, sm[srvId], smDomain[srvId])) {
                            sm[srvId] := applied[1];
                            smDomain[srvId] := applied[2];
                            commitIndex[srvId] := to;
                        };
                    };
                    if (to = idx - 1) { idx := 1; };
                };
            };
        };
    }

    archetype AServerRequestVote(
        srvId,
        ref net[_], ref netLen[_], ref netEnabled[_], ref fd[_],
        ref state[_], ref currentTerm[_],
        ref log[_], ref plog[_],
        ref commitIndex[_], ref nextIndex[_], ref matchIndex[_],
        ref votedFor[_], ref votesResponded[_], ref votesGranted[_],
        ref leader[_],
        ref sm[_], ref smDomain[_],
        ref leaderTimeout,
        ref appendEntriesCh[_], ref becomeLeaderCh[_]
    )
    variables
        idx = 1,     \* the next server to ask for its vote
        term = 0;    \* in this term
    {
    serverRequestVoteLoop:
        while (TRUE) {
            StopIfCrashed(netEnabled, srvId);
            await state[srvId] # Leader;
            await leaderTimeout;
            \* A message of the leader may be there already.
            await netLen[srvId] = 0;

            \* Section 5.2.
            leaderTimeout := LeaderTimeoutReset;
            term := currentTerm[srvId] + 1;
            currentTerm[srvId] := term;
            votedFor[srvId] := srvId;
            state[srvId] := Candidate;
            leader[srvId] := Nil;
            votesResponded[srvId] := {srvId};
            votesGranted[srvId] := {srvId};
            if (IsQuorum({srvId})) { becomeLeaderCh[srvId] := TRUE; };
            debug(<<"election", srvId, term>>);
            idx := 1;

        requestVoteLoop:
            while (idx <= NumServers) {
                StopIfCrashed(netEnabled, srvId);
                if (idx # srvId /\ state[srvId] = Candidate /\ currentTerm[srvId] = term) {
                    Send(net, fd, idx, RequestVote(term, log[srvId], srvId, idx));
                };
                idx := idx + 1;
            };
        };
    }

    archetype AServerAppendEntries(
        srvId,
        ref net[_], ref netLen[_], ref netEnabled[_], ref fd[_],
        ref state[_], ref currentTerm[_],
        ref log[_], ref plog[_],
        ref commitIndex[_], ref nextIndex[_], ref matchIndex[_],
        ref votedFor[_], ref votesResponded[_], ref votesGranted[_],
        ref leader[_],
        ref sm[_], ref smDomain[_],
        ref leaderTimeout,
        ref appendEntriesCh[_], ref becomeLeaderCh[_]
    )
    variables
        idx,                 \* the next server to send to
        heartbeat = FALSE;   \* TRUE: to every follower, whether or not there are new entries
    {
    serverAppendEntriesLoop:
        while (TRUE) {
            StopIfCrashed(netEnabled, srvId);
            await state[srvId] = Leader;
            heartbeat := appendEntriesCh[srvId];
            if (~heartbeat) {
                \* Requests that have arrived already go into the same message, unless there are
                \* enough for one.
                with (arrived = netLen[srvId]) {
                    await arrived = 0 \/ Len(log[srvId]) - commitIndex[srvId] >= MaxAppendEntries;
                };
            };
            idx := 1;

        appendEntriesLoop:
            while (idx <= NumServers) {
                StopIfCrashed(netEnabled, srvId);
                if (idx # srvId /\ state[srvId] = Leader) {
                    \* Section 5.3. nextIndex is the entry after the last one sent. As long as it
                    \* is ahead of matchIndex, entries are under way, and those that come in
                    \* meanwhile are kept for one message when the answer is there. A heartbeat
                    \* then finds out whether entries got lost.
                    with (
                        xlog = log[srvId],
                        next = nextIndex[srvId],
                        prev = next[idx] - 1,
                        entries = IF matchIndex[srvId][idx] = prev THEN EntriesAfter(xlog, prev) ELSE <<>>
                    ) {
                        if (entries # <<>>) {
                            nextIndex[srvId] := [next EXCEPT ![idx] = prev + Len(entries) + 1];
                        };
                        if (heartbeat \/ entries # <<>>) {
                            Send(net, fd, idx, AppendEntries(currentTerm[srvId], xlog, prev, entries,
                                                             commitIndex[srvId], srvId, idx));
                        };
                    };
                };
                idx := idx + 1;
            };
            heartbeat := FALSE;
            \* The messages are on their way: now the leader's own disk.
            if (state[srvId] = Leader) {
                with (xlog = log[srvId], matched = matchIndex[srvId]) {
                    if (matched[srvId] < Len(xlog)) {
                        plog[srvId] := [cmd     |-> LogConcat,
                                        entries |-> SubSeq(xlog, matched[srvId] + 1, Len(xlog))];
                        matchIndex[srvId] := [matched EXCEPT ![srvId] = Len(xlog)];
                    };
                };
            };
        };
    }

    archetype AServerAdvanceCommitIndex(
        srvId,
        ref net[_], ref netLen[_], ref netEnabled[_], ref fd[_],
        ref state[_], ref currentTerm[_],
        ref log[_], ref plog[_],
        ref commitIndex[_], ref nextIndex[_], ref matchIndex[_],
        ref votedFor[_], ref votesResponded[_], ref votesGranted[_],
        ref leader[_],
        ref sm[_], ref smDomain[_],
        ref leaderTimeout,
        ref appendEntriesCh[_], ref becomeLeaderCh[_]
    )
    variables
        newCommitIndex = 0;
    {
    serverAdvanceCommitIndexLoop:
        while (TRUE) {
            StopIfCrashed(netEnabled, srvId);
            await state[srvId] = Leader;
            with (committed = commitIndex[srvId], matched = matchIndex[srvId]) {
                \* Nothing new can be agreed on without these, whatever the log is.
                await IsQuorum({k \in ServerSet : matched[k] > committed});
                with (xlog = log[srvId], agreed = FindMaxAgreeIndex(xlog, srvId, matched)) {
                    await agreed > committed;
                    \* Section 5.4.2: only entries of the leader's term are committed by counting.
                    await xlog[agreed].term = currentTerm[srvId];
                    newCommitIndex := agreed;
                };
            };

        \* Section 5.3: apply, and answer. Clients of entries of earlier terms have nobody to wait
        \* for any more, and ask again; there may be many such entries after a restart.
        applyLoop:
            while (commitIndex[srvId] < newCommitIndex) {
                StopIfCrashed(netEnabled, srvId);
                with (
                    xlog = log[srvId],
                    ownTerm = xlog[newCommitIndex].term,
                    from = commitIndex[srvId],
                    far = Lesser(newCommitIndex, from + MaxApply),
                    to = IF xlog[far].term < ownTerm THEN far ELSE from + 1,
                    applied = ApplyLog(xlog, from + 1, to, sm[srvId], smDomain[srvId]),
                    entry = xlog[to]
                ) {
                    sm[srvId] := applied[1];
                    smDomain[srvId] := applied[2];
                    commitIndex[srvId] := to;
                    if (entry.term = ownTerm) {
                        with (last = applied[1].sessions[entry.client]) {
                            \* Not so if the client has gone on to a later request.
                            if (last.session = entry.cmd.session /\ last.idx = entry.cmd.idx) {
                                net[entry.client] := ClientResponse(entry.cmd, TRUE, last.value, last.ok,
                                                                    srvId, srvId, entry.client);
                            };
                        };
                    };
                };
            };
        };
    }

    archetype AServerBecomeLeader(
        srvId,
        ref net[_], ref netLen[_], ref netEnabled[_], ref fd[_],
        ref state[_], ref currentTerm[_],
        ref log[_], ref plog[_],
        ref commitIndex[_], ref nextIndex[_], ref matchIndex[_],
        ref votedFor[_], ref votesResponded[_], ref votesGranted[_],
        ref leader[_],
        ref sm[_], ref smDomain[_],
        ref leaderTimeout,
        ref appendEntriesCh[_], ref becomeLeaderCh[_]
    )
    {
    serverBecomeLeaderLoop:
        while (TRUE) {
            StopIfCrashed(netEnabled, srvId);
            with (signal = becomeLeaderCh[srvId], granted = votesGranted[srvId], xlog = log[srvId]) {
                \* Otherwise the signal is of an election that is over.
                if (signal /\ state[srvId] = Candidate /\ IsQuorum(granted)) {
                    nextIndex[srvId] := [j \in ServerSet |-> Len(xlog) + 1];
                    matchIndex[srvId] := [j \in ServerSet |-> IF j = srvId THEN Len(xlog) ELSE 0];
                    state[srvId] := Leader;
                    leader[srvId] := srvId;
                    appendEntriesCh[srvId] := TRUE;
                    debug(<<"leader", srvId, currentTerm[srvId]>>);
                };
            };
        };
    }

    archetype AServerCrasher(srvId, ref netEnabled[_], ref fd[_])
    {
    serverCrash:
        netEnabled[srvId] := FALSE;
    detectCrash:
        fd[srvId] := TRUE;
    }

    archetype AClient(ref net[_], ref netLen[_], ref fd[_], ref reqCh, ref respCh, ref timeout)
    variables
        leader = Nil,    \* the server to ask
        req,             \* the request: [session, type, key, value]
        resp,
        reqIdx = 0;      \* number of the request in the session
    {
    clientLoop:
        while (TRUE) {
            req := reqCh;
            reqIdx := reqIdx + 1;

        sendRequest:
            if (leader = Nil) {
                with (i \in ServerSet) {
                    \* If nobody can be trusted, ask anybody from time to time.
                    either { await ~fd[i]; } or { await timeout; };
                    leader := i;
                };
            };
            timeout := TRUE;
            Send(net, fd, leader, ClientRequest(req, reqIdx, self, leader));

        receiveResponse:
            either {
                resp := net[self];
                if (resp.mresponse.session # req.session \/ resp.mresponse.idx # reqIdx) {
                    \* A late answer to an earlier request.
                    resp := Nil;
                    goto receiveResponse;
                } else {
                    leader := resp.mleaderHint;
                    if (resp.msuccess) {
                        respCh := [client |-> self, session |-> req.session, idx |-> reqIdx,
                                   type |-> req.type, key |-> req.key,
                                   value |-> resp.mresponse.value, ok |-> resp.mresponse.ok];
                        req := Nil;
                        resp := Nil;
                    } else {
                        resp := Nil;
                        goto sendRequest;
                    };
                };
            } or {
                await fd[leader];
                await netLen[self] = 0;
                leader := Nil;
                goto sendRequest;
            } or {
                await timeout;
                leader := Nil;
                goto sendRequest;
            };
        };
    }

    variables
        network        = [n \in NodeSet |-> [bag |-> EmptyBag, enabled |-> TRUE]];
        fd             = [i \in NodeSet |-> FALSE];
        state          = [i \in ServerSet |-> Follower];
        currentTerm    = [i \in ServerSet |-> InitialTerm];
        log            = InitialLogs;
        plog           = InitialLogs;
        commitIndex    = [i \in ServerSet |-> 0];
        nextIndex      = [i \in ServerSet |-> [j \in ServerSet |-> 1]];
        matchIndex     = [i \in ServerSet |-> [j \in ServerSet |-> 0]];
        votedFor       = [i \in ServerSet |-> Nil];
        votesResponded = [i \in ServerSet |-> {}];
        votesGranted   = [i \in ServerSet |-> {}];
        knownLeader    = [i \in ServerSet |-> Nil];
        sm             = [i \in ServerSet |-> EmptyStateMachine];
        smDomain       = [i \in ServerSet |-> {}];
        elections      = 0;     \* if they are limited, how many there were
        appendEntriesCh = [i \in ServerSet |-> <<>>];
        becomeLeaderCh  = [i \in ServerSet |-> <<>>];
        requests       = 0;     \* how many were made
        responses      = {};
        clientTimeouts = 0;

    fair process (server \in ServerSet) == instance AServer(
        server,
        ref network[_], ref network[_], ref network[_], ref fd[_],
        ref state[_], ref currentTerm[_],
        ref log[_], ref plog[_],
        ref commitIndex[_], ref nextIndex[_], ref matchIndex[_],
        ref votedFor[_], ref votesResponded[_], ref votesGranted[_],
        ref knownLeader[_],
        ref sm[_], ref smDomain[_],
        ref elections,
        ref appendEntriesCh[_], ref becomeLeaderCh[_]
    )
        mapping @2[_] via ReliableLink
        mapping @3[_] via NetBufferLength
        mapping @4[_] via NetworkToggle
        mapping @5[_] via UnreliableFD
        mapping @9[_] via PersistentLog
        mapping @19 via LeaderTimeout
        mapping @20[_] via Channel
        mapping @21[_] via Channel;

    fair process (serverRequestVote \in ServerRequestVoteSet) == instance AServerRequestVote(
        serverRequestVote - 1 * NumServers,
        ref network[_], ref network[_], ref network[_], ref fd[_],
        ref state[_], ref currentTerm[_],
        ref log[_], ref plog[_],
        ref commitIndex[_], ref nextIndex[_], ref matchIndex[_],
        ref votedFor[_], ref votesResponded[_], ref votesGranted[_],
        ref knownLeader[_],
        ref sm[_], ref smDomain[_],
        ref elections,
        ref appendEntriesCh[_], ref becomeLeaderCh[_]
    )
        mapping @2[_] via ReliableLink
        mapping @3[_] via NetBufferLength
        mapping @4[_] via NetworkToggle
        mapping @5[_] via UnreliableFD
        mapping @9[_] via PersistentLog
        mapping @19 via LeaderTimeout
        mapping @20[_] via Channel
        mapping @21[_] via Channel;

    fair process (serverAppendEntries \in ServerAppendEntriesSet) == instance AServerAppendEntries(
        serverAppendEntries - 2 * NumServers,
        ref network[_], ref network[_], ref network[_], ref fd[_],
        ref state[_], ref currentTerm[_],
        ref log[_], ref plog[_],
        ref commitIndex[_], ref nextIndex[_], ref matchIndex[_],
        ref votedFor[_], ref votesResponded[_], ref votesGranted[_],
        ref knownLeader[_],
        ref sm[_], ref smDomain[_],
        ref elections,
        ref appendEntriesCh[_], ref becomeLeaderCh[_]
    )
        mapping @2[_] via ReliableLink
        mapping @3[_] via NetBufferLength
        mapping @4[_] via NetworkToggle
        mapping @5[_] via UnreliableFD
        mapping @9[_] via PersistentLog
        mapping @19 via LeaderTimeout
        mapping @20[_] via CustomInChan
        mapping @21[_] via Channel;

    fair process (serverAdvanceCommitIndex \in ServerAdvanceCommitIndexSet) == instance AServerAdvanceCommitIndex(
        serverAdvanceCommitIndex - 3 * NumServers,
        ref network[_], ref network[_], ref network[_], ref fd[_],
        ref state[_], ref currentTerm[_],
        ref log[_], ref plog[_],
        ref commitIndex[_], ref nextIndex[_], ref matchIndex[_],
        ref votedFor[_], ref votesResponded[_], ref votesGranted[_],
        ref knownLeader[_],
        ref sm[_], ref smDomain[_],
        ref elections,
        ref appendEntriesCh[_], ref becomeLeaderCh[_]
    )
        mapping @2[_] via ReliableLink
        mapping @3[_] via NetBufferLength
        mapping @4[_] via NetworkToggle
        mapping @5[_] via UnreliableFD
        mapping @9[_] via PersistentLog
        mapping @19 via LeaderTimeout
        mapping @20[_] via Channel
        mapping @21[_] via Channel;

    fair process (serverBecomeLeader \in ServerBecomeLeaderSet) == instance AServerBecomeLeader(
        serverBecomeLeader - 4 * NumServers,
        ref network[_], ref network[_], ref network[_], ref fd[_],
        ref state[_], ref currentTerm[_],
        ref log[_], ref plog[_],
        ref commitIndex[_], ref nextIndex[_], ref matchIndex[_],
        ref votedFor[_], ref votesResponded[_], ref votesGranted[_],
        ref knownLeader[_],
        ref sm[_], ref smDomain[_],
        ref elections,
        ref appendEntriesCh[_], ref becomeLeaderCh[_]
    )
        mapping @2[_] via ReliableLink
        mapping @3[_] via NetBufferLength
        mapping @4[_] via NetworkToggle
        mapping @5[_] via UnreliableFD
        mapping @9[_] via PersistentLog
        mapping @19 via LeaderTimeout
        mapping @20[_] via Channel
        mapping @21[_] via Channel;

    process (crasher \in ServerCrasherSet) == instance AServerCrasher(
        crasher - 5 * NumServers, ref network[_], ref fd[_]
    )
        mapping @2[_] via NetworkToggle
        mapping @3[_] via PerfectFD;

    fair process (client \in ClientSet) == instance AClient(
        ref network[_], ref network[_], ref fd[_], ref requests, ref responses, ref clientTimeouts
    )
        mapping @1[_] via ReliableLink
        mapping @2[_] via NetBufferLength
        mapping @3[_] via UnreliableFD
        mapping @4 via Requests
        mapping @5 via Responses
        mapping @6 via ClientTimeout;
}
*)
\* BEGIN PLUSCAL TRANSLATION
\* END PLUSCAL TRANSLATION

\* BEGIN TRANSLATION
\* END TRANSLATION

(***************************************************************************)
(* Safety: Figure 3 of the paper.                                          *)
(***************************************************************************)

\* At most one leader per term.
ElectionSafety ==
    \A i, j \in ServerSet :
        (i # j /\ state[i] = Leader /\ state[j] = Leader) => currentTerm[i] # currentTerm[j]

\* A leader only appends to its log.
LeaderAppendOnly ==
    [][\A i \in ServerSet :
         (state[i] = Leader /\ state'[i] = Leader /\ currentTerm'[i] = currentTerm[i])
             => /\ Len(log'[i]) >= Len(log[i])
                /\ SubSeq(log'[i], 1, Len(log[i])) = log[i]]_<<state, currentTerm, log>>

\* A leader does not forget what a follower has.
MatchIndexGrows ==
    [][\A i, j \in ServerSet :
         (state[i] = Leader /\ state'[i] = Leader /\ currentTerm'[i] = currentTerm[i])
             => matchIndex'[i][j] >= matchIndex[i][j]]_<<state, currentTerm, matchIndex>>

\* Logs with an entry of the same index and term are the same up to there.
LogMatching ==
    \A i, j \in ServerSet :
        \A k \in 1..Lesser(Len(log[i]), Len(log[j])) :
            log[i][k].term = log[j][k].term => SubSeq(log[i], 1, k) = SubSeq(log[j], 1, k)

\* What a server knows to be committed is in the log of every leader of the same or a later term.
LeaderCompleteness ==
    \A i, j \in ServerSet :
        (state[j] = Leader /\ currentTerm[j] >= currentTerm[i])
            => /\ commitIndex[i] <= Len(log[j])
               /\ SubSeq(log[i], 1, commitIndex[i]) = SubSeq(log[j], 1, commitIndex[i])

\* No two servers apply different entries at one index.
StateMachineSafety ==
    \A i, j \in ServerSet :
        LET both == Lesser(commitIndex[i], commitIndex[j])
        IN SubSeq(log[i], 1, both) = SubSeq(log[j], 1, both)

(***************************************************************************)
(* Safety: of this system.                                                 *)
(***************************************************************************)

\* What is committed has been applied, in order, and nothing else.
ApplyLogOK ==
    \A i \in ServerSet :
        /\ commitIndex[i] <= Len(log[i])
        /\ <<sm[i], smDomain[i]>> = ApplyLog(log[i], 1, commitIndex[i], EmptyStateMachine, {})
        /\ smDomain[i] = DOMAIN sm[i].data

\* The persistent log is the log. A leader's matchIndex says how far that holds of its own.
plogOK ==
    \A i \in ServerSet :
        plog[i] = IF state[i] = Leader THEN SubSeq(log[i], 1, matchIndex[i][i]) ELSE log[i]

\* A committed entry is in the persistent logs of a quorum.
CommittedOnQuorum ==
    \A i \in ServerSet : \A k \in 1..commitIndex[i] :
        IsQuorum({j \in ServerSet : k <= Len(plog[j]) /\ plog[j][k] = log[i][k]})

\* However often a request is in the log, it changes the data once.
AppliedOnce ==
    \A i \in ServerSet :
        LET Data(k)    == ApplyLog(log[i], 1, k, EmptyStateMachine, {})[1].data
            Changes(k) == Data(k) # Data(k - 1)
            Request(k) == <<log[i][k].client, log[i][k].cmd.session, log[i][k].cmd.idx>>
        IN \A k, l \in 1..commitIndex[i] :
               (k < l /\ Request(k) = Request(l)) => ~(Changes(k) /\ Changes(l))

\* An answer that a user got is the one that the committed log gives: where the request is in it,
\* or, if it reads, somewhere.
AnswersOK ==
    \A a \in responses : \E i \in ServerSet : \E k \in 0..commitIndex[i] :
        LET applied == ApplyLog(log[i], 1, k, EmptyStateMachine, {})
            logged  == /\ k > 0
                       /\ log[i][k].client = a.client
                       /\ log[i][k].cmd.type = a.type
                       /\ log[i][k].cmd.key = a.key
                       /\ applied[1].sessions[a.client] =
                              [session |-> a.session, idx |-> a.idx, value |-> a.value, ok |-> a.ok]
            read    == /\ a.type = Get
                       /\ a.ok = (a.key \in applied[2])
                       /\ a.value = ValueOf(a.key, applied[1], applied[2])
        IN logged \/ read

\* A put replaces what was put before, whatever ApplyLog makes of the log. A request counts where it
\* is first, unless its client has gone on to a later one before.
LastPutWins ==
    \A i \in ServerSet :
        LET IsLater(k, l) ==
                \/ log[i][k].cmd.session > log[i][l].cmd.session
                \/ log[i][k].cmd.session = log[i][l].cmd.session /\ log[i][k].cmd.idx > log[i][l].cmd.idx
            Counts(k) == \A l \in 1..(k - 1) : log[i][l].client = log[i][k].client => IsLater(k, l)
            Puts(key) == {k \in 1..commitIndex[i] :
                              log[i][k].cmd.type = Put /\ log[i][k].cmd.key = key /\ Counts(k)}
        IN \A key \in KeySet :
               IF Puts(key) = {} THEN key \notin DOMAIN sm[i].data
               ELSE key \in DOMAIN sm[i].data /\ sm[i].data[key] = log[i][Max(Puts(key))].cmd.value

\* A client reads nothing older than what it was told before: in the order of the log, there are data
\* for the one answer and then for the other.
ReadsOK ==
    LET Gives(i, k, a) ==
            LET applied == ApplyLog(log[i], 1, k, EmptyStateMachine, {})
            IN a.ok = (a.key \in applied[2]) /\ a.value = ValueOf(a.key, applied[1], applied[2])
    IN \A a, b \in responses :
           (/\ a.client = b.client /\ a.session = b.session /\ a.idx < b.idx
            /\ a.key = b.key /\ b.type = Get)
               => \E i \in ServerSet : \E k \in 0..commitIndex[i] :
                      Gives(i, k, a) /\ \E l \in k..commitIndex[i] : Gives(i, l, b)

\* Messages are delivered to whom they are for, and are such as these understand.
MessagesOK ==
    LET ForServers == {RequestVoteRequest, RequestVoteResponse, AppendEntriesRequest,
                       AppendEntriesResponse, ClientPutRequest, ClientGetRequest,
                       ReadIndexRequest, ReadIndexResponse}
        ForClients == {ClientPutResponse, ClientGetResponse}
    IN \A n \in NodeSet : \A message \in BagToSet(network[n].bag) :
           /\ message.mdest = n
           /\ message.mtype \in (IF n \in ServerSet THEN ForServers ELSE ForClients)

\* What a leader believes of its followers.
LeaderStateOK ==
    \A i, j \in ServerSet :
        (state[i] = Leader /\ i # j)
            => /\ matchIndex[i][j] < nextIndex[i][j]
               /\ nextIndex[i][j] <= Len(log[i]) + 1
               /\ currentTerm[j] = currentTerm[i]
                     => /\ matchIndex[i][j] <= Len(log[j])
                        /\ SubSeq(log[j], 1, matchIndex[i][j]) = SubSeq(log[i], 1, matchIndex[i][j])

(***************************************************************************)
(* Liveness.                                                               *)
(***************************************************************************)

\* Every request gets an answer. Fails if servers may crash, and, since elections may go on for
\* ever, with more than one server.
ClientsOK == \A c \in ClientSet : (pc[c] = "receiveResponse") ~> (pc[c] = "clientLoop")

\* Some server becomes leader. Fails with more than one server.
ElectionLiveness == <>(\E i \in ServerSet : state[i] = Leader)

\* If there is a leader in the end, the others know it and come to have its log.
FollowersFollow ==
    <>[](\E i \in ServerSet : state[i] = Leader)
        => []<>(\A i, j \in ServerSet :
                   knownLeader[i] # Nil /\ knownLeader[i] = knownLeader[j] /\ log[i] = log[j])

(***************************************************************************)
(* Constraints of models.                                                  *)
(***************************************************************************)

LimitTerm == \A i \in ServerSet : currentTerm[i] <= MaxTerm

LimitCommitIndex == \A i \in ServerSet : commitIndex[i] <= MaxCommitIndex

LimitLog == \A i \in ServerSet : Len(log[i]) <= MaxCommitIndex

LimitNodeFailure == Cardinality({i \in ServerSet : ~network[i].enabled}) <= MaxNodeFail

LimitNetwork == \A n \in NodeSet : BagCardinality(network[n].bag) <= BufferSize

(***************************************************************************)
(* Constraints of models that are to reach long behaviours: they leave out *)
(* behaviours that may be.                                                 *)
(***************************************************************************)

\* For InitialTerm and InitialLogs: all servers have the first entry of term 1, of which server 1 has one
\* more; server 2, elected by the others, has entries of term 2 that nobody else has.
DivergedTerm == 2
DivergedLogs ==
    LET Entry(term, number) ==
            [term |-> term, client |-> 6 * NumServers + 1,
             cmd |-> [session |-> 0, idx |-> number, type |-> Put, key |-> Key1,
                      value |-> "old" \o ToString(number)]]
    IN [i \in ServerSet |-> IF i = 1 THEN <<Entry(1, 1), Entry(1, 2)>>
                            ELSE IF i = 2 THEN <<Entry(1, 1), Entry(2, 3), Entry(2, 4)>>
                            ELSE <<Entry(1, 1)>>]

\* One archetype of a server at a time is within a loop.
OneLoop ==
    LET Loops == {"askLoop", "answerLoop", "requestVoteLoop", "appendEntriesLoop", "applyLoop"}
    IN Cardinality({p \in DOMAIN pc : pc[p] \in Loops}) <= 1

\* Of steps: what is sent in a loop is sent at once; nobody receives anything meanwhile.
LoopsAtOnce ==
    (\E p \in DOMAIN pc : pc[p] \in {"askLoop", "requestVoteLoop", "appendEntriesLoop"})
        => \A n \in NodeSet : BagCardinality(network'[n].bag) >= BagCardinality(network[n].bag)

\* Clients ask leaders only.
LeadersAsked ==
    \A i \in ServerSet : \A message \in BagToSet(network[i].bag) :
        message.mtype \in {ClientPutRequest, ClientGetRequest} => state[i] = Leader

\* Two servers stand for election, and take turns; the others vote.
TwoCandidates ==
    \A i \in ServerSet : state[i] # Follower => i = IF currentTerm[i] % 2 = 1 THEN 1 ELSE 2

\* Nothing that server 2 says to server 1 arrives, so that server 1 does not hear of its successor. (Wrong
\* suspicions lose messages.)
DeafServer == \A message \in BagToSet(network[1].bag) : message.msource # 2

\* Of steps: a leader sends a heartbeat when it becomes one, and no other.
FewHeartbeats ==
    \A i \in ServerSet :
        LET p == 2 * NumServers + i
        IN heartbeat'[p] => (heartbeat[p] \/ appendEntriesCh'[i] # appendEntriesCh[i])
==============================================================================
