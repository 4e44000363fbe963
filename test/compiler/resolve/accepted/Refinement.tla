------------------------------ MODULE Refinement ------------------------------
EXTENDS Counter
CONSTANT Procs
ASSUME Procs # {}
VARIABLE parts
allVars == <<count, parts>>
RECURSIVE Total(_, _)
Total(f, S) == IF S = {} THEN 0
               ELSE LET p == CHOOSE p \in S : TRUE
                    IN  f[p] + Total(f, S \ {p})
LInit == /\ Init
         /\ parts = [p \in Procs |-> 0]
LNext == \E p \in Procs :
           /\ parts' = [parts EXCEPT ![p] = @ + 1]
           /\ count' = count + 1
LSpec == LInit /\ [][LNext]_allVars
Abstract == INSTANCE Counter WITH count <- Total(parts, Procs), Limit <- Limit
Param(n) == INSTANCE Counter WITH Limit <- n
INSTANCE Helpers WITH Base <- Procs
THEOREM LSpec => Abstract!Spec
Refines == Abstract!Spec /\ Param(3)!Init /\ [][Param(3)!Step(1)]_allVars
===============================================================================
