---- MODULE InstancesC ----
\* Instances with and without parameters, in invariants under ENABLED, as properties with fairness.
EXTENDS Integers, Sequences, FiniteSets, TLC
(* --algorithm InstancesC { variables x = 0, n = 0; { a: while (n < 3) { x := x + 2; n := n + 1; } } } *)
\* BEGIN TRANSLATION
\* END TRANSLATION
J == INSTANCE Doubler WITH K <- 2, v <- x
I(k) == INSTANCE Doubler WITH K <- k, v <- x
E1 == pc = "a" /\ n < 3 => ENABLED (J!Up /\ Next)
E2 == pc = "a" /\ n < 3 => ENABLED (I(2)!Up /\ Next)
E4 == pc = "a" /\ n < 3 => ENABLED (J!Fix /\ Next)
E5 == pc = "a" /\ n < 3 => ENABLED (Next /\ I(2)!Up)
E6 == pc = "a" /\ n < 3 => ENABLED (I(2)!Keep /\ pc' = pc)
E8 == pc = "a" /\ n < 3 => ENABLED (\E k \in 1..2 : I(k)!Up /\ Next)
E9(k) == J!Up /\ n' = n
E10 == ENABLED E9(1)
P1 == J!ISpec
P2 == I(2)!ISpec
FS == Spec /\ WF_vars(Next)

====
