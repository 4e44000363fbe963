---- MODULE AwaitMid ----
\* Waiting in the middle of a step, with choices before and behind; blocked for good after three steps.
EXTENDS Integers, TLC
(* --algorithm AwaitMid {
  variables x \in {0, 1}, y \in {x, x + 1}, r = [a |-> [b |-> <<0, 0>>], c |-> 0];
  process (A = 1) variable i = 0; {
    a: while (i < 3) {
         i := i + 1;
         either { x := x + 1; await x = 2; y := x }
         or { await x # 2; goto b }
         or { with (k \in 1..i; j = k + i; l \in {j, j + 1}) { await l % 2 = 0; y := l; } };
        a2: r.a.b[2] := i || r.c := y;
       };
       x := 0;
    b: r := [r EXCEPT !.a.b[1] = @ + 1, !.c = -@];
       if (y > 2) { b1: y := 0; } else if (y = 2) { skip; } else { b2: y := y - 1; await y > 0 \/ x >= 0; };
    c: skip;
  }
  process (B = 2) variable kk = 3; {
    d: await r.a.b[2] > 0; x := -1; when y > 0;
    e: assert y > -2;
  }
} *)
\* BEGIN TRANSLATION
\* END TRANSLATION
Inv == r.c <= 7
====
