----------------------------- MODULE Operators -----------------------------
EXTENDS Integers, Sequences
LOCAL INSTANCE FiniteSets
LOCAL INSTANCE TLC

a (+) b == <<a[1] + b[1], a[2] + b[2]>>
a \ominus b == <<a[1] - b[1], a[2] - b[2]>>
a ** b == a * b
x ++ y == x \cup y
x^+ == x + 1
x ^# == x - 1
LOCAL x && y == x /\ y
a | b == b % a = 0
a \sqsubseteq b == \A i \in DOMAIN a : a[i] <= b[i]
a \approx b == a - b \in -1 .. 1
f \odot g == [x \in DOMAIN g |-> f[g[x]]]
a -| b == a
a ||b == a
a \prec b == a < b
p ## q == <<p, q>>
p $ q == p
p $$ q == q
p ?? q == IF p = q THEN p ELSE q
p !! q == p
p %% q == p % q
p // q == p \div q
p \wr q == p
p \bigcirc q == p
p \cong q == p = q
p -- q == p - q
p ^^ q == p ^ q
p |- q == p => q
p |= q == p => q
p =| q == p
p := q == p = q
p ::= q == p = q
p <: q == p

Apply(Op(_,_), v, w) == Op(v, w)
Fold(Op(_, _), base, s) ==
  LET RECURSIVE Go(_, _)
      Go(acc, rest) == IF rest = <<>> THEN acc ELSE Go(Op(acc, Head(rest)), Tail(rest))
  IN  Go(base, s)
Sum(s) == Fold(+, 0, s)
Product(s) == Fold(LAMBDA x, y : x * y, 1, s)
Pair == Apply(##, 1, 2)
Plus(_\uplus_, m, n) == m \uplus n
Neg(_^*, m) == m^*
Use == Plus(LAMBDA p, q : p - q, 1, 2)
Max(S) == CHOOSE x \in S : \A y \in S : x >= y
RECURSIVE SumSet(_), Even(_), Odd(_)
SumSet(S) == IF S = {} THEN 0 ELSE LET x == CHOOSE x \in S : TRUE IN x + SumSet(S \ {x})
Even(n) == IF n = 0 THEN TRUE ELSE Odd(n - 1)
Odd(n) == IF n = 0 THEN FALSE ELSE Even(n - 1)
fact[n \in Nat] == IF n = 0 THEN 1 ELSE n * fact[n-1]
ack[m, n \in Nat] == IF m = 0 THEN n + 1 ELSE IF n = 0 THEN ack[m - 1, 1] ELSE ack[m - 1, ack[m, n - 1]]
grid[<<i, j>> \in (1..3) \X (1..3), k \in {1}] == i + j + k
Numbers == <<\b101, \B11, \o17, \O7, \hFF, \Hab, 3.14, 0.5, 12>>
Strings == {"", "a\"b", "tab\t", "back\\slash", "(* no comment *)", "\* nor this"}
Neg1 == -1 + -2
Range(f) == {f[x] : x \in DOMAIN f}
Cross == {1} \X {2} \times {3}
Nested == [a |-> [b |-> <<1, [c |-> 2]>>]]
Deep == [Nested EXCEPT !.a.b[2].c = @ + 1, !.a = [@ EXCEPT !.b[1] = 3]]
Set == {<<x, y>> \in Nat \X Nat : x = y}
Map == {x + y : x \in 1..2, y \in {3}} \union {p[1] : p \in {<<1>>}}
Tuples == {x : <<x, y>> \in {<<1, 2>>}}
Case(n) == CASE n = 0 -> "zero"
             [] n > 0 -> "positive"
             [] OTHER -> "negative"
CaseIn(n) ==
  /\ CASE n = 0 -> TRUE
       [] n = 1 -> FALSE
  /\ LET m == n
         k(x) == x
     IN  /\ m = n
         /\ k(m) = n
  /\ IF n = 1
     THEN \/ n = 1
          \/ n = 2
     ELSE /\ TRUE
Implies(p, q) == p => q /\ q <=> p \/ ~p
Fun == [Nat -> Nat] \cup [{1} -> [a : {1}, b : {2}]]
Q == \A x, y \in 1..3, z \in {1} : \E <<u, v>> \in {<<1, 2>>} : x + y + z = u + v
Unb == \A x : \E y, z : x = y /\ z = x
Some == CHOOSE x : x \notin Nat
Any2 == CHOOSE <<x, y>> \in Nat \X Nat : x > y
Gt == 1 \geq 2 \/ 1 =< 2 \/ 1 \leq 2 \/ 1 /= 2 \/ 1 # 2
Sets == {1} \subseteq ({1} \intersect {2}) \setminus {3}
Sub == SUBSET {1} \cup UNION {{1}}
Labelled == lab:: \A x \in {1} : inner(x):: x = 1
Bool == (\lnot TRUE \land FALSE) \lor \neg TRUE \equiv FALSE
String == "a" \in STRING /\ TRUE \in BOOLEAN
LongName_with_123 == 1
9lives == 9
_x == 1
=============================================================================
