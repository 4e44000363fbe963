---- MODULE RefinesAlgorithm ----
EXTENDS Naturals
(* --algorithm RefinesAlgorithm {
   variable n = 0;
   { a: while (n < 5) { b: n := n + 1 } }
} *)
Upper == INSTANCE Translated WITH x <- n, Top <- 5
Refinement == Upper!Spec
Invariant == Upper!Small /\ Upper!b
====
