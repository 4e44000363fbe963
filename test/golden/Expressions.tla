---- MODULE Expressions ----
(* Operators of every shape. *)
EXTENDS Integers, Sequences, FiniteSets, TLC, SequencesExt, FiniteSetsExt
CONSTANTS Nodes, Threshold, Weight(_)

\* A literal needs no place in the memo.
Nil == 0
Kinds == {"read", "write"}
Origin == [x |-> 0, y |-> 0]

(* Evaluated once per context. *)
Majority == Cardinality(Nodes) \div 2 + 1
Heavy == {n \in Nodes : Weight(n) > Threshold}
Pairs == LET others == Nodes \ Heavy IN {<<a, b>> : a \in Heavy, b \in others}

\* Booleans.
IsQuorum(s) == Cardinality(s) >= Majority
Fits(s, limit) == /\ s # {}
                  /\ \A n \in s : n \in Nodes => Weight(n) <= limit
                  /\ \/ Cardinality(s) < 3
                     \/ limit > 10
Same(p, q) == IsQuorum(p) <=> ~IsQuorum(q)
Related(edges) == \E <<a, b>> \in edges, c \in Nodes : a = c /\ b # c

\* Functions, records, sequences.
Point(x, y) == [x |-> x, y |-> y]
Moved(p, dx) == [p EXCEPT !.x = @ + dx, !.y = 0]
Deep(f, i) == [f EXCEPT ![i].a[1, 2] = @ + f[i].b, ![i].c = Nil]
Squares == [n \in 1..10 |-> n * n]
Table == [n \in Nodes, k \in Kinds |-> IF k = "read" THEN {} ELSE {n}]
Factorial[n \in 0..20] == IF n = 0 THEN 1 ELSE n * Factorial[n - 1]
Points == [x : 0..Threshold, y : Nat]
Moves == [Nodes -> SUBSET Nodes] \cup [Kinds -> {}]

\* Laziness: what may not be needed is not evaluated.
First(s, default) == IF s = <<>> THEN default ELSE Head(s)
Last2(s) == First(SubSeq(s, Len(s) - 1, Len(s)), Head(s))
Guarded(q) == LET first == Head(q)
                  size == Len(q)
              IN IF size = 0 THEN Nil ELSE first + size
Sign(n) == CASE n < 0 -> -1 [] n > 0 -> 1 [] OTHER -> 0
Strict(n) == CASE n = 1 -> "one" [] n = 2 -> "two"

\* Recursion, tail calls as loops.
RECURSIVE Sum(_)
Sum(s) == IF s = <<>> THEN 0 ELSE Head(s) + Sum(Tail(s))
RECURSIVE SumTo(_, _)
SumTo(s, acc) == IF s = <<>> THEN acc ELSE LET h == Head(s) IN SumTo(Tail(s), acc + h)
RECURSIVE Even(_), Odd(_)
Even(n) == IF n = 0 THEN TRUE ELSE Odd(n - 1)
Odd(n) == IF n = 0 THEN FALSE ELSE Even(n - 1)

\* Higher order.
Twice(Op(_), x) == Op(Op(x))
Quadruple(n) == Twice(LAMBDA k : 2 * k, n)
Total(s) == FoldSeq(+, 0, s)
Sorted(s) == SortSeq(s, LAMBDA a, b : a < b)
Count(s, Test(_)) == Cardinality({x \in s : Test(x)})
Quorums == Count(SUBSET Nodes, IsQuorum)
a (+) b == (a + b) % 7
Ring(n) == n (+) 3

\* Not constant: for the checker, and for whoever depends on it.
VARIABLE v
Changed == v' # v
Always == [][Changed]_v
====
