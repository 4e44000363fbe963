A defect planted in locksvc.tla by test/specs/mutants: nothing makes the server go on.

------------------------------- MODULE lazy_server -------------------------------
(* A lock service. One server owns a lock; clients ask for it, hold it for  *)
(* one critical section, and give it back. Clients that have to wait are    *)
(* served in the order in which their requests arrived.                     *)
EXTENDS Naturals, Sequences, FiniteSets

CONSTANT NumClients

ASSUME NumClients \in Nat

(* Node ids. *)
ServerId  == 0
ClientSet == 1..NumClients
NodeSet   == {ServerId} \cup ClientSet

(* Message tags. *)
LockRequest   == "lkr"
UnlockRequest == "ulr"
LockGranted   == "lkg"

(*
--mpcal locksvc {
    \* A mailbox is fed by one connection per sender: messages of one sender stay
    \* in order, those of different senders arrive in any order.
    mapping macro FIFOLinks {
        read {
            with (src \in {n \in NodeSet : $variable[n] # <<>>}, m = Head($variable[src])) {
                $variable := [$variable EXCEPT ![src] = Tail(@)];
                yield m;
            };
        }
        write {
            yield [$variable EXCEPT ![$value.msource] = Append(@, $value)];
        }
    }

    archetype AServer(ref net[_])
    variables
        waiting = <<>>;    \* who holds the lock, then who waits for it, by arrival
    {
    serverLoop:
        while (TRUE) {
            with (m = net[self]) {
                if (m.mtype = LockRequest) {
                    if (waiting = <<>>) {
                        net[m.msource] := [mtype |-> LockGranted, msource |-> self];
                    };
                    waiting := Append(waiting, m.msource);
                } else {
                    assert m.mtype = UnlockRequest;
                    assert waiting # <<>> /\ Head(waiting) = m.msource;
                    waiting := Tail(waiting);
                    if (waiting # <<>>) {
                        net[Head(waiting)] := [mtype |-> LockGranted, msource |-> self];
                    };
                };
            };
        };
    }

    archetype AClient(ref net[_], ref hasLock[_], server)
    {
    clientLoop:
        while (TRUE) {
            net[server] := [mtype |-> LockRequest, msource |-> self];

        enterCriticalSection:
            with (m = net[self]) {
                assert m.mtype = LockGranted;
                hasLock[self] := TRUE;
            };

        leaveCriticalSection:
            hasLock[self] := FALSE;
            net[server] := [mtype |-> UnlockRequest, msource |-> self];
        };
    }

    variables
        network = [dst \in NodeSet |-> [src \in NodeSet |-> <<>>]];
        hasLock = [c \in ClientSet |-> FALSE];

    process (Server = ServerId) == instance AServer(ref network[_])
        mapping network[_] via FIFOLinks;

    fair process (Client \in ClientSet) == instance AClient(ref network[_], ref hasLock[_], ServerId)
        mapping network[_] via FIFOLinks;
}
*)
\* BEGIN PLUSCAL TRANSLATION
\* END PLUSCAL TRANSLATION

\* BEGIN TRANSLATION
\* END TRANSLATION

(* Safety. *)

Holders == {c \in ClientSet : hasLock[c]}

MutualExclusion == Cardinality(Holders) <= 1

\* Who is in the critical section is who the server believes to be there.
HolderIsFirst == \A c \in Holders : waiting # <<>> /\ Head(waiting) = c

NobodyWaitsTwice == \A i, j \in DOMAIN waiting : i # j => waiting[i] # waiting[j]

\* The queue is only ever left at its front and joined at its end.
FirstComeFirstServed ==
    [][waiting' = waiting
       \/ (waiting # <<>> /\ waiting' = Tail(waiting))
       \/ (\E c \in ClientSet : waiting' = Append(waiting, c))]_waiting

(* Liveness: every client gets the lock again and again, provided that a node which receives *)
(* again and again receives from everybody in the end.                                      *)

Receives(dst) == \E src \in NodeSet : Len(network'[dst][src]) < Len(network[dst][src])

LinksAreFair ==
    \A dst, src \in NodeSet : []<><<Receives(dst)>>_network => []<>(network[dst][src] = <<>>)

EveryoneServed == LinksAreFair => \A c \in ClientSet : []<>hasLock[c]
==============================================================================
