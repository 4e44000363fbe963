---- MODULE MatchC ----
\* Two sets of symmetric model values: SYMMETRY of a union of permutations, sequences of sets.
EXTENDS Integers, Sequences, FiniteSets, TLC
CONSTANTS A, B, NoOne
Sym == Permutations(A) \cup Permutations(B)
(* --algorithm MatchC { variables m = [a \in A |-> NoOne], pairs = {}, q = <<>>;
 process (a \in A) { pick: with (b \in B) { await \A z \in A : m[z] # b; m[self] := b; pairs := pairs \cup {<<self, b>>}; q := Append(q, {self, b}) };
   again: either { skip } or { m[self] := NoOne || pairs := {p \in pairs : p[1] # self}; q := SelectSeq(q, LAMBDA s : self \notin s); goto pick } } } *)
\* BEGIN TRANSLATION
\* END TRANSLATION
Inv == \A p \in pairs : m[p[1]] = p[2] /\ Cardinality(pairs) <= Cardinality(B)
QOK == Len(q) = Cardinality(pairs) /\ {q[i] : i \in DOMAIN q} = {{p[1], p[2]} : p \in pairs}
All == ~ \A x \in A : pc[x] = "Done"

====
