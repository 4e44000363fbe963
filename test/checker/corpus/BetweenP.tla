---- MODULE BetweenP ----
\* Definitions between an algorithm and the place of its translation.
EXTENDS Naturals
(* --algorithm B
variable x = Two;
begin
a: x := Double(x);
end algorithm *)
Two == 2
Double(n) == n * Two
\* BEGIN TRANSLATION
\* END TRANSLATION
Inv == x \in {2, 4}
====
