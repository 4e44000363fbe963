---- MODULE Mentions ----
(***************************************************************************)
(* What an --algorithm is needs no saying; (* nor what a comment is *).     *)
(***************************************************************************)
VARIABLE vars
Init == vars = 1 \* see --mpcal, too
Next == UNCHANGED vars
Spec == Init /\ [][Next]_vars
=========================================================================
(* --algorithm Old { variables x = 1; { a: x := 2 } } *)
(* --algorithm Older { { a: skip } } *)
\* BEGIN TRANSLATION
\* BEGIN TRANSLATION
