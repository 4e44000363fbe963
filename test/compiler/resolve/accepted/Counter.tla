---- MODULE Counter ----
EXTENDS Naturals
CONSTANT Limit
VARIABLE count
LOCAL Inc(n) == n + 1
Init == count = 0
Step(n) == count < Limit /\ count' = Inc(count)
Next == Step(1)
Spec == Init /\ [][Next]_count
====
