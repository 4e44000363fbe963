---- MODULE Layouts ----
EXTENDS Integers, Sequences
VARIABLES x, y, z
A == /\ x = 1
     /\ \/ y = 1
        \/ /\ y = 2
           /\ z = 3
     /\ z = [a |-> 1,
             b |-> 2].a
B == \/ /\ x = 1 \/ \/ y = 1
                    \/ y = 2
        /\ y = 1
     \/ z = 2
C == x = 1 /\ \/ y = 1
              \/ y = 2
D == x =
  1
  /\ y
  = 2
E == \A i \in {1,2}: /\ x = i
                     /\ y = i
F == LET a == 1
         b == /\ x = a
              /\ y = a
         c(d) == /\ d
                 /\ b
     IN /\ a = 1
        /\ b
        /\ c(b)
G == IF /\ x = 1
        /\ y = 2
     THEN /\ x = 2
     ELSE \/ y = 3
          \/ y = 4
H == { <<a, b>> \in {1} \X {2} :
         /\ a = 1
         /\ b = 2 }
I == [ i \in 1..3 |->
         IF i = 1 THEN /\ x = 1
                       /\ y = 1
                  ELSE TRUE ]
J == CASE x = 1 -> /\ y = 1
                   /\ y = 2
       [] x = 2 -> \/ y = 1
                   \/ y = 2
       [] OTHER -> FALSE
K == /\ \E n \in Nat :
          /\ n > 1
          /\ n < 3
     /\ \A n \in Nat : n > 1 => \/ n = 2
                                \/ n > 2
L == ~ /\ x = 1
       /\ y = 1
M == (/\ x = 1
      /\ y = 2) => (\/ x = 1
                    \/ y = 1)
N == x' = x + 1 /\ y' = [y EXCEPT
    ![1] = @ + 1,
    ![2].a[3] = 5]
  /\ UNCHANGED z
O == /\x = 1
     /\y = 2
     /\ z=3/\z=4
P==(x=1/\y=2)\/FALSE
Q == [x EXCEPT ![1]=-1,!.b=~TRUE]
R == x-1>-1 /\ -x<=-1 /\ x=-y
S == <<1,-2>>[1] + <<<<1>>, <<>>>>[1][1]
T == {a \in {1}:a>0} # {a:a \in {2}}
U == (DOMAIN x \cup SUBSET y) \ UNION z
V == x[1]' = y'.a
W == []<>(x = 1) => <>[](y = 1) /\ (x = 1 ~> y = 2)
X == [][x' = x /\ y' # y]_<<x, y>> /\ <><<x' = x>>_x /\ [][TRUE]_(x + y)
Y == ENABLED (x' = 1) /\ UNCHANGED <<x, <<y, z>>>>
Z == WF_<<x, y>>(A) /\ SF_x(B) /\ \A i \in 1..2 : WF_(x)(i = 1)
AA == x \in 1..3 \cup {5} /\ 1 .. 3 = {} /\ x \notin y \o z
AB == \A a, b \in 1..2, <<c, d>> \in {<<1, 2>>} : a + b = c + d
AC == [i \in 1..2, j \in 3..4 |-> i + j][1, 3]
AD == [f : {1}, g : [{1} -> {2}]]
AE == CHOOSE a \in {1} : \A b \in {1} : a <= b
AF == \lnot x = 1 \/ ~(x = 1) \/ ~~TRUE
AG == x # y /\ x /= y /\ x <= y /\ x =< y /\ x \leq y
AH == IF x = 1 THEN 1 ELSE IF x = 2 THEN 2 ELSE 3 + IF TRUE THEN 1 ELSE 0
AI == "a string with -- and == and (* in it"
AJ == x \* comment directly
AK == LET RECURSIVE f(_)
          f(n) == IF n = 0 THEN 0 ELSE f(n - 1)
          g[n \in Nat] == n
          h(Op(_)) == Op(1)
          a \prec b == a < b
      IN f(1) + g[2] + h(LAMBDA n : n) + (IF 1 \prec 2 THEN 1 ELSE 0)
-------------------------------------------------------------------------
AL ==
      /\ x = 1
      /\ y = 2

AM ==

  1
=========================
