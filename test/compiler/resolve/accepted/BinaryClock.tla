A file may begin with text of any kind; it does not belong to the module.
-------------------------- MODULE BinaryClock --------------------------
\* A bit that ticks: the smallest temporal specification.
VARIABLE b
vars == <<b>>
TypeOK == b \in {0, 1}
Init == b = 0 \/ b = 1
Tick == \/ /\ b = 0
           /\ b' = 1
        \/ /\ b = 1
           /\ b' = 0
Spec == Init /\ [][Tick]_b /\ WF_b(Tick)
-----------------------------------------------------------------------------
THEOREM Spec => []TypeOK
<1>1. Init => TypeOK
  BY DEF Init, TypeOK
<1>2. TypeOK /\ [Tick]_b => TypeOK'
  BY DEF TypeOK, Tick
<1> QED
  BY <1>1, <1>2, PTL DEF Spec
=============================================================================
\* Modification History
text after the module, with "unbalanced ( brackets [ and (* comments
