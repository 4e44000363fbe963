------------------------------- MODULE Proofs -------------------------------
EXTENDS Integers, FiniteSets, TLAPS, FiniteSetTheorems, NaturalsInduction, SequenceTheorems,
        FunctionTheorems, WellFoundedInduction
CONSTANTS N, Proc
ASSUME NAssump == N \in Nat /\ N > 0
ASSUMPTION ProcFinite == IsFiniteSet(Proc)
VARIABLES x, pc
vars == <<x, pc>>
Init == x = 0 /\ pc = [p \in Proc |-> "a"]
a(p) == pc[p] = "a" /\ x' = x + 1 /\ pc' = [pc EXCEPT ![p] = "b"]
Next == \E p \in Proc : a(p)
Spec == Init /\ [][Next]_vars
Inv == x \in Nat
USE DEF vars
USE NAssump DEF Inv, Init
HIDE DEF Next
HIDE NAssump
PROPOSITION P0 == 1 = 1
  OBVIOUS
LEMMA TypeCorrect == Spec => []Inv
<1> USE NAssump DEF Inv
<1>1. Init => Inv
  <2> SUFFICES ASSUME Init
               PROVE  Inv
    OBVIOUS
  <2>1 x = 0
       BY DEF Init
  <2> QED BY <2>1
<1>2. Inv /\ [Next]_vars => Inv'
  <2>a. SUFFICES ASSUME Inv, [Next]_vars PROVE Inv'
    OBVIOUS
  <2>b. CASE Next
    <3> PICK p \in Proc : a(p)
      BY <2>b DEF Next
    <3> DEFINE y == x + 1
               z(q) == q + y
    <3> HIDE DEF y
    <3>1. TAKE q \in Proc
    <3>2. WITNESS 1 \in Nat
    <3>3. HAVE x > 0
    <3>4. /\ x' \in Nat
          /\ pc' = pc
      BY <3>1, <2>b DEF a
    <3>. QED  BY <3>4
  <2>c. CASE UNCHANGED vars
    BY <2>c
  <2>d. QED
    BY <2>a, <2>b, <2>c
<1>3. QED
  PROOF BY <1>1, <1>2, PTL DEF Spec
THEOREM ASSUME NEW n \in Nat, NEW CONSTANT S, NEW STATE st, NEW ACTION act, NEW TEMPORAL t,
               CONSTANT c, NEW Op(_), NEW VARIABLE v,
               n > 0
        PROVE  n >= 1
PROOF
  <1>1. n \in Int BY SMT
  <1>2. n # 0 BY <1>1, Z3, Isa, Zenon
  <1> QED BY ONLY <1>2
THEOREM \A S : \A T \in SUBSET S : T = S
<*>1 TAKE S
<*> TAKE T \in SUBSET S
<*>2 QED
THEOREM Cant == 
        ASSUME NEW P(_), P(0), \A n \in Nat : P(n) => P(n+1)
        PROVE \A n \in Nat : P(n)
<+> QED BY NatInduction, IsaM("auto"), SMTT(10)
THEOREM Foo ==
 \A i \in Nat :
    /\ i = i
    /\ TRUE
<1>1 /\ TRUE
     /\ TRUE
<1>2 QED  \* done
-----------------------------------------------------------------------------
After == x + N
  THEOREM Indented == TRUE
  IndentedAfter == After
THEOREM Last == After = x + N  PROOF  OBVIOUS
Uses == IndentedAfter
=============================================================================
