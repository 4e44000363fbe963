---- MODULE PlusOptions ----
EXTENDS Naturals, TLC
(* PlusCal options (-termination -wf) *)
(*
   Some words about the algorithm come before it: --algorithm is what begins it.

--fair algorithm Euclid {
  variables x = 12, y \in 1..20; z;   \* semicolons and commas may both stand
  define { N == 20  Gcd(a, b) == CHOOSE n \in 1..a : a % n = 0 /\ b % n = 0
           Max == 3 }
  {
    while (x # y) {
      if (x < y) y := y - x; else x := x - y;
    };
    assert x = Gcd(12, 12) \/ TRUE;
    print <<x, y>>
  }
}
and some words after it.
*)
====
