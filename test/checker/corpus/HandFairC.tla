---- MODULE HandFairC ----
\* Fairness written by hand: WF and SF of processes, of labels, under \A and \E, of steps that change a subscript.
EXTENDS Naturals, TLC
(* --algorithm MyFair {
  variables lock = FALSE, c = [i \in 1..2 |-> 0];
  process (p \in 1..2) {
   req: while (TRUE) { await ~lock; lock := TRUE;
   cs:  c[self] := (c[self] + 1) % 2;
   rel: lock := FALSE;
   }
  }
  process (tick = 0) { t: while (TRUE) skip; }
} *)
\* BEGIN TRANSLATION
\* END TRANSLATION
W == Spec /\ \A i \in 1..2 : WF_vars(p(i))
S == Spec /\ \A i \in 1..2 : SF_vars(p(i))
S2 == Init /\ [][Next]_vars /\ (\A i \in 1..2 : SF_vars(req(i)) /\ WF_vars(cs(i)) /\ WF_vars(rel(i)))
SnapshotC == /\ Init /\ [][Next]_vars
      /\ WF_vars(\E i \in 1..2 : p(i))
S4 == Spec /\ SF_<<lock, pc>>(p(1)) /\ WF_vars(p(2) \/ tick)
In1 == []<>(pc[1] = "cs")
In2 == []<>(pc[2] = "cs")
Some == []<>(\E i \in 1..2 : pc[i] = "cs")
Act == []<><<cs(1)>>_vars
En == [](pc[1] = "req" /\ ~lock => ENABLED p(1))
EnF == \A i \in 1..2 : []<>~ENABLED cs(i)
OnlyCs == [][\A i \in 1..2 : c'[i] # c[i] => cs(i)]_c
Ever == <><<rel(2)>>_vars => <><<rel(1)>>_vars
Maybe == (<>[](pc[1] = "req")) \/ []<><<rel(1)>>_vars
====
