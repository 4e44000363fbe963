---- MODULE LeaseC ----
\* A lease and a clock without end: CONSTRAINT, ACTION_CONSTRAINT, VIEW; work that goes on when the lease has ended.
EXTENDS Integers, Sequences, FiniteSets, TLC
CONSTANTS T, Nodes
(* --algorithm Lease { variables now = 0, holder = [n |-> 0, until |-> 0];
 fair process (clock = 0) { tick: while (TRUE) now := now + 1; }
 fair process (nd \in Nodes) variables mine = 0; { acq: while (TRUE) { await now >= holder.until; holder := [n |-> self, until |-> now + 2]; mine := now + 2;
    use: while (now < mine) { work: skip; }; drop: mine := 0; } } } *)
\* BEGIN TRANSLATION
\* END TRANSLATION
Holding(n) == pc[n] = "use" /\ now < mine[n]
Excl == \A a, b \in Nodes : Holding(a) /\ Holding(b) => a = b
Time == now <= T
NoWorkLate == [][\A n \in Nodes : work(n) => now < mine[n]]_vars
Each == \A n \in Nodes : <>(holder.n = n)
Near == now' <= now + 1
V == <<holder, mine, pc, now>>
====
