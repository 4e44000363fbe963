------------------------------ MODULE TokenBus ------------------------------
(***************************************************************************)
(* A bus with N stations; the one that holds the token may send.           *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets, TLC

CONSTANTS Stations,      \* the stations
          Next(_),       \* the successor on the ring
          MaxQueue,      (* bound *) _\prec_

ASSUME BoundOK == MaxQueue \in Nat \ {0}
ASSUME /\ IsFiniteSet(Stations)
       /\ \A s \in Stations : Next(s) \in Stations
AXIOM \A s, t \in Stations: (s \prec t) \in BOOLEAN

VARIABLES token, (* who has it *)
          queue  \* what each wants to send

vars == << token, queue >>
-----------------------------------------------------------------------------
Message == [from : Stations, to : Stations, body : {"a", "b"}]

TypeInvariant ==
  /\ token \in Stations
  /\ queue \in [Stations -> Seq(Message)]
  /\ \A s \in Stations :
       /\ Len(queue[s]) <= MaxQueue
       /\ \A i \in DOMAIN queue[s] :
            queue[s][i].from = s

Init == /\ token = CHOOSE s \in Stations : TRUE
        /\ queue = [s \in Stations |-> <<>>]

Enqueue(s, m) ==
  /\ Len(queue[s]) < MaxQueue
  /\ queue' = [queue EXCEPT ![s] = Append(@, m)]
  /\ UNCHANGED token

Pass(s) == /\ token = s
           /\ token' = Next(s)
           /\ IF queue[s] # << >>
                THEN queue' = [queue EXCEPT ![s] = Tail(@),
                                            ![Next(s)] = IF Len(@) < MaxQueue THEN Append(@, Head(queue[s])) ELSE @]
                ELSE UNCHANGED << queue >>

NextStep == \E s \in Stations : \/ Pass(s)
                                \/ \E m \in Message : m.from = s /\ Enqueue(s, m)

Fairness == \A s \in Stations : WF_vars(Pass(s)) /\ SF_<<token, queue>>(Pass(s))
Spec == Init /\ [][NextStep]_vars /\ Fairness

Live == \A s \in Stations : []<>(token = s)
LeadsOn == \A s, t \in Stations : (token = s) ~> (token = t)
Hidden == \EE q : \AA r : q = r
Box == [][token' # token => ~ENABLED <<Pass(token)>>_vars]_<<token,queue>>
Angle == <><<NextStep>>_vars
THEOREM Spec => /\ []TypeInvariant
                /\ Live
THEOREM Safety == Spec => []TypeInvariant
PROOF OMITTED
LEMMA Foo == TRUE OBVIOUS
COROLLARY Bar == ASSUME NEW x \in Nat, x > 1 PROVE x # 0
  BY Foo, SMT
=============================================================================
