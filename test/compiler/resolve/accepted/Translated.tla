---- MODULE Translated ----
EXTENDS Naturals
CONSTANT Top
(* --algorithm Translated {
   variable x = 0;
   { a: while (x < Top) { b: x := x + 1 } }
} *)
\* BEGIN TRANSLATION (chksum(pcal) = "5d5c5f3e" /\ chksum(tla) = "8a7f0b1c")
VARIABLES x, pc
vars == << x, pc >>
Init == (* Global variables *)
        /\ x = 0
        /\ pc = "a"
a == /\ pc = "a"
     /\ IF x < Top
           THEN /\ pc' = "b"
           ELSE /\ pc' = "Done"
     /\ x' = x
b == /\ pc = "b"
     /\ x' = x + 1
     /\ pc' = "a"
(* Allow infinite stuttering to prevent deadlock on termination. *)
Terminating == pc = "Done" /\ UNCHANGED vars
Next == a \/ b
           \/ Terminating
Spec == Init /\ [][Next]_vars
Termination == <>(pc = "Done")
\* END TRANSLATION
Small == x <= Top
====
