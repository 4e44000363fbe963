---- MODULE Doubler ----
EXTENDS Naturals
CONSTANT K
VARIABLE v
Up == v' = v + K
Keep == UNCHANGED v
Fix == v' \in {v, v + K}
ISpec == v = 0 /\ [][Up]_v /\ WF_v(v < 6 /\ Up)
====
