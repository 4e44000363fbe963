---- MODULE CommitC ----
\* Two-phase commit implements CommitAbstract, a specification without algorithm.
EXTENDS Integers, Sequences, FiniteSets, TLC
CONSTANTS RM, Limit
Unlimited == 100
(* --algorithm CommitC { variables rmState = [r \in RM |-> "working"], tm = "init", msgs = {};
 define { canCommit == \A r \in RM : rmState[r] \in {"prepared","committed"}
          Cap(n) == IF n > Limit THEN Limit ELSE n }
 fair process (r \in RM) { rs: while (rmState[self] \in {"working","prepared"}) {
   either { await rmState[self] = "working"; rmState[self] := "prepared"; msgs := msgs \cup {[type |-> "Prepared", rm |-> self]} }
   or { await [type |-> "Commit"] \in msgs; rmState[self] := "committed" }
   or { await rmState[self] = "working" \/ [type |-> "Abort"] \in msgs; rmState[self] := "aborted" } } }
 fair process (TM = 0) { ts: either { await \A r1 \in RM : [type |-> "Prepared", rm |-> r1] \in msgs; tm := "commit"; msgs := msgs \cup {[type |-> "Commit"]} }
     or { tm := "abort"; msgs := msgs \cup {[type |-> "Abort"]} } } } *)
\* BEGIN TRANSLATION
\* END TRANSLATION
TCC == INSTANCE CommitAbstract
TCCSpec == TCC!TCSpec
Cons == TCC!TCConsistent
Perms == Permutations(RM)
Term == <>(\A r1 \in RM : rmState[r1] \in {"committed", "aborted"})
Enb == \A q \in RM : rmState[q] = "working" /\ pc[q] = "rs" => ENABLED r(q)
====
