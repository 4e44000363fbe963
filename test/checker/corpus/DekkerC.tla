---- MODULE DekkerC ----
\* Dekker's mutual exclusion: a label that need not go on (ncs:-), starvation freedom from there on.
EXTENDS Naturals, TLC
(* --algorithm Dekker {
  variables wants = [p \in {0,1} |-> FALSE], turn \in {0,1};
  fair process (p \in {0,1})
   variable other = 1 - self;
  {
   ncs:- while (TRUE) {
       skip;
   set: wants[self] := TRUE;
   try: while (wants[other]) {
          if (turn = other) {
   off:     wants[self] := FALSE;
   wt:      await turn = self;
   on:      wants[self] := TRUE;
          }
        };
   cs:  skip;
   ex1: turn := other;
   ex2: wants[self] := FALSE;
   }
  }
} *)
\* BEGIN TRANSLATION
\* END TRANSLATION
Mutex == ~(pc[0] = "cs" /\ pc[1] = "cs")
Live == \A p \in {0,1} : pc[p] = "set" ~> pc[p] = "cs"
Forever == \A p \in {0,1} : []<>(pc[p] = "cs")
TypeOK == /\ wants \in [{0,1} -> BOOLEAN]
          /\ turn \in {0,1} /\ pc \in [ProcSet -> {"ncs","set","try","off","wt","on","cs","ex1","ex2"}]
====
