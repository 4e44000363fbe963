---- MODULE SymbolsOfInstances ----
EXTENDS Naturals, Sequences

---- MODULE Orders ----
EXTENDS Naturals
CONSTANT K
a \preceq b == a + K <= b
a (+) b == a * b + K
-. a == K
a ^+ == a + K
a !! b == a + b * K
====

I(k) == INSTANCE Orders WITH K <- k
J == INSTANCE Orders WITH K <- 2
LOCAL N == INSTANCE Naturals

ASSUME 1 J!\preceq 3 /\ ~(2 J!\preceq 3)
ASSUME 1 I(2)!\preceq 3 /\ 3 J!(+) 4 = 14
ASSUME 3 J!^+ = 5 /\ J!-. 3 = 2 /\ J!- 3 = 2
ASSUME J!\preceq(1, 3) /\ J!-.(3) = 2
ASSUME /\ 1 I(1 + 1)!\preceq 3
       /\ 2 J!^+ J!(+) 3 J!(+) 4 = 58
       /\ 1 N!+ 2 N!* 3 = 7
       /\ 4 N!- 1 = 3 /\ 1 N!< 2
ASSUME LET L == INSTANCE Orders WITH K <- 1 IN 2 L!(+) 3 = 7
ASSUME LET Apply(Op(_, _), a) == Op(a, a) IN Apply(J!(+), 3) = 11 /\ Apply(I(1)! !!, 3) = 6

(*
--algorithm SymbolsOfInstances {
    variables x = 0;
    define {
        LOCAL F(y) == y + x
        LOCAL f[y \in 0..3] == IF y J!\preceq 2 THEN F(y) ELSE 0
        LOCAL LJ == INSTANCE Orders WITH K <- x
        G(y) == f[y] LJ!(+) y
    }
    {
        add: x := F(1) J!(+) 2;
        wait: await x J!\preceq 9 \/ G(1) = 0;
    }
}
*)

Small == x J!\preceq 100
x_ \preceq y_ == x_ <= y_
Step == [][x \preceq x' /\ x J!(+) x' >= 0]_x
====
