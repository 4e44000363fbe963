---- MODULE ElectRingP ----
\* Leader election on a ring; liveness under weak fairness, an invariant property with \A around [].
EXTENDS Integers, Sequences, FiniteSets, TLC
Min(S) == CHOOSE x \in S : \A y \in S : x <= y
CONSTANT Procs
ASSUME PA == Procs \subseteq Nat /\ Procs # {}
(* --algorithm ElectRing
variables inbox = [p \in Procs |-> {}], leader = {};
define Succ(p) == IF \E q \in Procs : q > p THEN Min({q \in Procs : q > p}) ELSE Min(Procs) end define;
fair process p \in Procs
begin
 init: inbox[Succ(self)] := inbox[Succ(self)] \union {self};
 loop: while self \notin leader do
   with m \in inbox[self] do
     inbox[self] := inbox[self] \ {m};
     if m > self then inbox[Succ(self)] := (IF Succ(self) = self THEN {} ELSE inbox[Succ(self)]) \union {m};
     elsif m = self then leader := leader \union {self};
     end if;
   end with;
 end while;
end process;
end algorithm; *)
\* BEGIN TRANSLATION
\* END TRANSLATION
One == Cardinality(leader) <= 1
Elected == <>(leader = {CHOOSE q \in Procs : \A r \in Procs : r <= q})
Stable == \A q \in Procs : [](q \in leader => [](q \in leader))
====
