------------------------------ MODULE Instances ------------------------------
EXTENDS Naturals
S == INSTANCE Sequences
F == INSTANCE FiniteSets
LOCAL T == INSTANCE TLC
B == INSTANCE Bags
P(n) == INSTANCE FiniteSets
INSTANCE Integers
Q == S!Append(S!Append(<<>>, 1), 2)
L == S!Len(Q) + F!Cardinality({1, 2}) + P(3)!Cardinality({})
Cat == S!\o(Q, Q)
One == T!:>(1, 2)
Neg == -3
Local(n) ==
  LET C == INSTANCE Helpers WITH Base <- 1..n
      D == INSTANCE Counter WITH Limit <- n, count <- n
      E(k) == INSTANCE Counter WITH Limit <- k, count <- n
  IN  C!Size + C!Size * (IF D!Init /\ E(4)!Init THEN 1 ELSE 0)
Outer == LET G == INSTANCE Sequences IN G!Len(G!Tail(<<1, 2>>))
Deep(x) == \A n \in 1..x : LET C == INSTANCE Helpers WITH Base <- 1..n IN C!Bigger(x)
Uses == F!IsFiniteSet({}) /\ B!IsABag(B!EmptyBag) /\ T!PrintT("x")
==============================================================================
