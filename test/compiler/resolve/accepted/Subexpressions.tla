---------------------------- MODULE Subexpressions ----------------------------
EXTENDS Naturals
VARIABLES x, y
Inv == /\ x \in Nat
       /\ y \in Nat
       /\ \A i \in 1..3 : /\ i > 0
                          /\ x > i
Both == Inv!1 /\ Inv!2
Third == Inv!3!(2)!1
Sum(a, b) == a + b
Left == Sum!<<(1, 2)
Right == Sum(3, 4)!>>
Whole == Sum!:
Named == l1:: x = 1 /\ (l2 :: y = 2)
Part == Named!l1
Q(n) == \E k \in 1..n : lab(k) :: k = n
Pick == Q(3)!lab(2)
Bound == Q(3)!@(2)
===============================================================================
