---- MODULE Clashes ----
EXTENDS Naturals, Sequences
(*--algorithm Clashes
variables g = 0;
procedure first(x)
  variables t = 1;
begin a: t := x; b: return;
end procedure;
procedure second(x)
  variables t = 2;
begin a: t := x; b: return;
end procedure;
process left \in {1, 2}
  variables i = 0;
begin
  start: i := 1;
  a: call first(i);
  finish: skip;
end process;
process right \in {3}
  variables i = 5;
begin
  start: i := 2;
  a: call second(i);
  finish: skip;
end process;
end algorithm; *)
\* BEGIN TRANSLATION
\* END TRANSLATION
Inv == /\ \A p \in {1, 2} : i_[p] \in 0..1
       /\ \A p \in {3} : i[p] \in {2, 5}
       /\ pc[1] # "start_" \/ TRUE
Done1 == start_(1) \/ start(3)
====
