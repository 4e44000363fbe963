---- MODULE FastMutexP ----
\* Lamport's fast mutual exclusion: goto into a loop, nested loops, an await in a loop.
EXTENDS Integers
CONSTANT N
ASSUME N \in Nat
(* --algorithm FastMutex
variables x = 0, y = 0, b = [i \in 1..N |-> FALSE];
process Proc \in 1..N
variable j = 0;
begin
ncs: while TRUE do
        skip;
start:  b[self] := TRUE;
l1:     x := self;
l2:     if y # 0 then
l3:        b[self] := FALSE;
l4:        await y = 0;
           goto start;
        end if;
l5:     y := self;
l6:     if x # self then
l7:        b[self] := FALSE;
           j := 1;
l8:        while j <= N do
             await ~b[j];
             j := j + 1;
           end while;
l9:        if y # self then
l10:          await y = 0; goto start;
           end if;
        end if;
cs:     skip;
l11:    y := 0;
l12:    b[self] := FALSE;
     end while;
end process
end algorithm *)
\* BEGIN TRANSLATION
\* END TRANSLATION
Mutex == \A i, k \in 1..N : (i # k) => ~ (pc[i] = "cs" /\ pc[k] = "cs")
Tight == \A i \in 1..N : pc[i] = "cs" => b[i]
====
