---- MODULE OddConfigC ----
\* All that a configuration can say of constants: definitions, operators, Nat and Seq replaced, sets of sets, model values.
EXTENDS Integers, Sequences, FiniteSets, TLC, Bags
CONSTANTS S, F(_), G(_,_), n, neg, str, nested, NONE, Op, a1, b1, defaultInitValue, Unused
MyF(x) == x * 2
MyG(x, y) == x + y
MyNat == 0..7
BSeq(X) == UNION {[1..k -> X] : k \in 0..2}
EmptySeq == <<>>
(* PlusCal options (-termination) *)
(* --fair algorithm OddConfigC {
  variables x \in S \cap 1..3, y = F(x), z, q \in Seq({x}), w \in {s \in SUBSET nested : Cardinality(s) = 1};
  {
    a: z := G(x, x); assert z \in Nat;
    b: with (v \in Nat; u \in 0..v) { await v = 7; z := u + neg; };
    c: either { y := NONE } or { y := str };
       goto d;
    d: if (y = NONE) goto Done;
    e: z := defaultInitValue;
  }
} *)
\* BEGIN TRANSLATION
\* END TRANSLATION
Inv == /\ z = defaultInitValue \/ z \in -1..12
       /\ pc \in {"d","e","Done"} \/ y \in Nat
       /\ q \in Seq({x})
       /\ Op = <<>> /\ b1 # a1
====
