---- MODULE Library ----
(* What the operators of Bags and the community modules are, in the words of set theory; speed is no concern. *)
EXTENDS Integers, Sequences, FiniteSets, TLC

Image(f) == {f[x] : x \in DOMAIN f}
Elements(s) == Image(s)
Positions(s) == 1..Len(s)
RECURSIVE FoldItems(_, _, _)
FoldItems(Op(_, _), s, base) == IF s = <<>> THEN base ELSE FoldItems(Op, Tail(s), Op(base, Head(s)))
RECURSIVE FoldElements(_, _, _)
FoldElements(Op(_, _), S, base) ==
  IF S = {} THEN base ELSE LET x == CHOOSE x \in S : TRUE IN Op(x, FoldElements(Op, S \ {x}, base))
Restricted(f, S) == [x \in S |-> f[x]]

\* Bags: functions to positive numbers
EmptyBag == <<>>
SetToBag(S) == [x \in S |-> 1]
BagToSet(B) == DOMAIN B
BagIn(x, B) == x \in DOMAIN B
CopiesIn(x, B) == IF x \in DOMAIN B THEN B[x] ELSE 0
Positive(f) == Restricted(f, {x \in DOMAIN f : f[x] > 0})
IsABag(B) == \A x \in DOMAIN B : B[x] \in Nat /\ B[x] > 0
A (+) B == [x \in DOMAIN A \cup DOMAIN B |-> CopiesIn(x, A) + CopiesIn(x, B)]
A (-) B == Positive([x \in DOMAIN A |-> A[x] - CopiesIn(x, B)])
A \sqsubseteq B == \A x \in DOMAIN A : A[x] <= CopiesIn(x, B)
BagUnion(S) == FoldElements((+), S, <<>>)
BagCardinality(B) == FoldElements(LAMBDA x, sum : sum + B[x], DOMAIN B, 0)
SubBag(B) ==
  LET most == FoldElements(LAMBDA n, m : IF n > m THEN n ELSE m, Image(B), 0)
  IN {Positive(A) : A \in {A \in [DOMAIN B -> 0..most] : \A x \in DOMAIN B : A[x] <= B[x]}}
BagOfAll(F(_), B) ==
  [y \in {F(x) : x \in DOMAIN B} |->
    FoldElements(LAMBDA x, sum : IF F(x) = y THEN sum + B[x] ELSE sum, DOMAIN B, 0)]

\* BagsExt
BagAdd(B, x) == B (+) SetToBag({x})
BagRemove(B, x) == B (-) SetToBag({x})
BagRemoveAll(B, x) == Restricted(B, DOMAIN B \ {x})
RECURSIVE Times(_, _, _, _)
Times(Op(_, _), x, n, base) == IF n = 0 THEN base ELSE Times(Op, x, n - 1, Op(x, base))
FoldBag(Op(_, _), base, B) == FoldElements(LAMBDA x, acc : Times(Op, x, B[x], acc), DOMAIN B, base)
SumBag(B) == FoldBag(LAMBDA x, y : x + y, 0, B)
ProductBag(B) == FoldBag(LAMBDA x, y : x * y, 1, B)

\* SequencesExt
ToSet(s) == Elements(s)
Indices(s) == Positions(s)
Contains(s, x) == \E i \in Positions(s) : s[i] = x
Reverse(s) == [i \in Positions(s) |-> s[Len(s) + 1 - i]]
Remove(s, x) == SelectSeq(s, LAMBDA y : y # x)
ReplaceAll(s, old, new) == [i \in Positions(s) |-> IF s[i] = old THEN new ELSE s[i]]
First(S) == IF S = {} THEN 0 ELSE CHOOSE i \in S : \A j \in S : i <= j
Latest(S) == IF S = {} THEN 0 ELSE CHOOSE i \in S : \A j \in S : j <= i
SelectInSubSeq(s, from, to, T(_)) == First({i \in from..to : T(s[i])})
SelectInSeq(s, T(_)) == SelectInSubSeq(s, 1, Len(s), T)
SelectLastInSubSeq(s, from, to, T(_)) == Latest({i \in from..to : T(s[i])})
SelectLastInSeq(s, T(_)) == SelectLastInSubSeq(s, 1, Len(s), T)
Without(s, i) == SubSeq(s, 1, i - 1) \o SubSeq(s, i + 1, Len(s))
RemoveFirstMatch(s, T(_)) == LET i == SelectInSeq(s, T) IN IF i = 0 THEN s ELSE Without(s, i)
RemoveFirst(s, x) == RemoveFirstMatch(s, LAMBDA y : y = x)
InsertAt(s, i, x) == SubSeq(s, 1, i - 1) \o <<x>> \o SubSeq(s, i, Len(s))
ReplaceAt(s, i, x) == [s EXCEPT ![i] = x]
RemoveAt(s, i) == Without(s, i)
Cons(x, s) == <<x>> \o s
Snoc(s, x) == Append(s, x)
Front(s) == SubSeq(s, 1, Len(s) - 1)
Last(s) == s[Len(s)]
IsPrefix(s, t) == Len(s) <= Len(t) /\ \A i \in Positions(s) : s[i] = t[i]
IsStrictPrefix(s, t) == Len(s) < Len(t) /\ IsPrefix(s, t)
IsSuffix(s, t) == Len(s) <= Len(t) /\ \A i \in Positions(s) : s[i] = t[Len(t) - Len(s) + i]
IsStrictSuffix(s, t) == Len(s) < Len(t) /\ IsSuffix(s, t)
Prefixes(s) == {SubSeq(s, 1, n) : n \in 0..Len(s)}
Suffixes(s) == {SubSeq(s, n, Len(s)) : n \in 1..(Len(s) + 1)}
CommonPrefixes(S) ==
  LET all == UNION {Prefixes(s) : s \in S} IN {p \in all : \A s \in S : IsPrefix(p, s)}
LongestCommonPrefix(S) == LET C == CommonPrefixes(S) IN CHOOSE p \in C : \A q \in C : Len(q) <= Len(p)
SeqMod(a, b) == IF a % b = 0 THEN b ELSE a % b
RECURSIVE FoldSeq(_, _, _)
FoldSeq(Op(_, _), base, s) == IF s = <<>> THEN base ELSE Op(Head(s), FoldSeq(Op, base, Tail(s)))
FoldLeft(Op(_, _), base, s) == FoldItems(Op, s, base)
FoldRight(Op(_, _), s, base) == FoldItems(LAMBDA acc, x : Op(x, acc), Reverse(s), base)
FoldLeftDomain(Op(_, _), base, s) == FoldItems(Op, [i \in Positions(s) |-> i], base)
FoldRightDomain(Op(_, _), s, base) == FoldRight(Op, [i \in Positions(s) |-> i], base)
FlattenSeq(ss) == FoldItems(LAMBDA acc, s : acc \o s, ss, <<>>)
Zip(s, t) == [i \in Positions(s) |-> <<s[i], t[i]>>]
Interleave(s, t) == FlattenSeq([i \in Positions(s) |-> <<<<s[i]>>, <<t[i]>>>>])
SubSeqs(s) == {SubSeq(s, i, j) : i \in 1..(Len(s) + 1), j \in 0..Len(s)}
AllSubSeqs(s) ==
  LET Kept(S) == FoldItems(LAMBDA acc, i : IF i \in S THEN Append(acc, s[i]) ELSE acc, [i \in Positions(s) |-> i], <<>>)
  IN {Kept(S) : S \in SUBSET Positions(s)}
IsAt(sub, s, i) == \A k \in Positions(sub) : i + k - 1 <= Len(s) /\ s[i + k - 1] = sub[k]
IndexFirstSubSeq(sub, s) == LET I == {i \in 1..(Len(s) - Len(sub) + 1) : IsAt(sub, s, i)} IN First(I)
ReplaceSubSeqAt(i, new, old, s) == SubSeq(s, 1, i - 1) \o new \o SubSeq(s, i + Len(old), Len(s))
ReplaceFirstSubSeq(new, old, s) ==
  IF \E i \in Positions(s) : IsAt(old, s, i) /\ old # <<>>
  THEN ReplaceSubSeqAt(IndexFirstSubSeq(old, s), new, old, s)
  ELSE s
RECURSIVE ReplaceAllSubSeqs(_, _, _)
ReplaceAllSubSeqs(new, old, s) ==
  IF old = <<>> \/ ~ \E i \in Positions(s) : IsAt(old, s, i) THEN s
  ELSE LET i == IndexFirstSubSeq(old, s)
       IN SubSeq(s, 1, i - 1) \o new \o ReplaceAllSubSeqs(new, old, SubSeq(s, i + Len(old), Len(s)))
TupleOf(S, n) == [1..n -> S]
BoundedSeq(S, n) == UNION {[1..m -> S] : m \in 0..n}
SeqOf(S, n) == BoundedSeq(S, n)
SetToSeqs(S) == {f \in [1..Cardinality(S) -> S] : \A i, j \in 1..Cardinality(S) : f[i] = f[j] => i = j}
SetToSeq(S) == CHOOSE s \in SetToSeqs(S) : TRUE
SetToSortSeq(S, Op(_, _)) == SortSeq(SetToSeq(S), Op)
SetToAllKPermutations(S) == UNION {SetToSeqs(T) : T \in SUBSET S}
SumSeq(s) == FoldItems(LAMBDA acc, x : acc + x, s, 0)

\* FiniteSetsExt and Folds
FoldSet(Op(_, _), base, S) == FoldElements(Op, S, base)
SumSet(S) == FoldElements(LAMBDA x, y : x + y, S, 0)
ProductSet(S) == FoldElements(LAMBDA x, y : x * y, S, 1)
ReduceSet(Op(_, _), S, base) == FoldElements(Op, S, base)
MapThenSumSet(F(_), S) == FoldElements(LAMBDA x, sum : F(x) + sum, S, 0)
RECURSIVE MapThenFoldSet(_, _, _, _, _)
MapThenFoldSet(Op(_, _), base, F(_), Pick(_), S) ==
  IF S = {} THEN base ELSE LET x == Pick(S) IN Op(F(x), MapThenFoldSet(Op, base, F, Pick, S \ {x}))
FlattenSet(S) == UNION S
SymDiff(S, T) == (S \ T) \cup (T \ S)
Quantify(S, P(_)) == Cardinality({x \in S : P(x)})
kSubset(k, S) == {T \in SUBSET S : Cardinality(T) = k}
Max(S) == CHOOSE x \in S : \A y \in S : y <= x
Min(S) == CHOOSE x \in S : \A y \in S : x <= y
Choices(S) == LET F == {f \in [S -> UNION S] : \A T \in S : f[T] \in T} IN {Image(f) : f \in F}
ChooseUnique(S, P(_)) == CHOOSE x \in S : P(x) /\ \A y \in S : P(y) => y = x

\* Functions
Restrict(f, S) == Restricted(f, S)
RestrictDomain(f, P(_)) == Restricted(f, {x \in DOMAIN f : P(x)})
RestrictValues(f, P(_)) == Restricted(f, {x \in DOMAIN f : P(f[x])})
IsRestriction(f, g) == DOMAIN f \subseteq DOMAIN g /\ \A x \in DOMAIN f : f[x] = g[x]
Range(f) == Image(f)
Pointwise(Op(_, _), f, g) == [x \in DOMAIN f |-> Op(f[x], g[x])]
Inverse(f, S, T) == [t \in T |-> CHOOSE s \in S : t \in Image(f) => f[s] = t]
AntiFunction(f) == Inverse(f, DOMAIN f, Image(f))
IsInjective(f) == \A x, y \in DOMAIN f : f[x] = f[y] => x = y
Injection(S, T) == {f \in [S -> T] : IsInjective(f)}
Surjection(S, T) == {f \in [S -> T] : Image(f) = T}
Bijection(S, T) == Injection(S, T) \cap Surjection(S, T)
IsInjection(f, S, T) == f \in Injection(S, T)
IsSurjection(f, S, T) == f \in Surjection(S, T)
IsBijection(f, S, T) == f \in Bijection(S, T)
ExistsInjection(S, T) == Cardinality(S) <= Cardinality(T)
ExistsSurjection(S, T) == Surjection(S, T) # {}
ExistsBijection(S, T) == Cardinality(S) = Cardinality(T)
FoldFunction(Op(_, _), base, f) == FoldElements(LAMBDA x, acc : Op(f[x], acc), DOMAIN f, base)
FoldFunctionOnSet(Op(_, _), base, f, S) == FoldElements(LAMBDA x, acc : Op(f[x], acc), S, base)
====
