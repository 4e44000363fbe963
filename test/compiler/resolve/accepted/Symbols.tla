notes before, with ---- dashes
----MODULE Symbols----
EXTENDS Naturals
LOCAL INSTANCE Sequences
CONSTANTS C, D(_), E(_, _), _ \prec _, -._, _^#
CONSTANT _ <: _
VARIABLE v
VARIABLES w , u
a \preceq b == a \prec b \/ a = b
a \sim b == a = b
a \propto b == a = b
a |- b == a => b
a -| b == a => b
a |= b == a => b
a =| b == a => b
a ++ b == <<a, b>>
a -- b == <<a, b>>
a ** b == <<a, b>>
a // b == <<a, b>>
a ^^ b == <<a, b>>
a %% b == <<a, b>>
a ## b == <<a, b>>
a $ b == <<a, b>>
a $$ b == <<a, b>>
a & b == <<a, b>>
a && b == <<a, b>>
a | b == <<a, b>>
a || b == <<a, b>>
a ?? b == <<a, b>>
a !! b == <<a, b>>
a (-) b == <<a, b>>
a (.) b == <<a, b>>
a (/) b == <<a, b>>
a \otimes b == <<a, b>>
a \bigcirc b == <<a, b>>
a \uplus b == <<a, b>>
a \wr b == <<a, b>>
a ... b == <<a, b>>
a := b == <<a, b>>
a ::= b == <<a, b>>
a ^+ == {a}
a ^* == {a}
Nums == << \b1010, \B1, \o17, \O7, \hFF, \HaBc, 007, 3.25, 0.5 >>
Strs == << "", "a b", "\"q\"", "\\", "\t\n\r\f", "(* *)", "\\* x", "'", "==== ---- --algorithm" >>
f[x \in Nat, <<y, z>> \in Nat \X Nat] == x + y + z
g[<<x, y>> \in Nat \X Nat] == x
Tups == << CHOOSE <<x, y>> \in {<<1, 2>>} : x < y, CHOOSE x : x \notin Nat, CHOOSE <<x, y>> : x = y >>
Sets == << {<<x, y>> \in Nat \X Nat : x < y}, {x + y : x \in 1..2, <<y, z>> \in {}}, {<<x>> : x \in {}}, {x \in {} : TRUE} >>
Funs == << [x \in {}, <<y, z>> \in {} |-> x], [<<x, y>> \in {} |-> x], [{} -> {}], [x : {}, y : {}], [x |-> 1],
           [f EXCEPT ![1, <<2, 3>>] = @ + 1], [v EXCEPT ![1].b[2].c = @ + 1, !.d = 4, ![1][2] = @], [v EXCEPT !["a"] = 1, !.b = ~@] >>
Quan == /\ \A x : \E y : x = y
        /\ \A x, y : x = y
        /\ \A x, y \in {}, <<p, q>> \in {}, t \in {} : TRUE
        /\ \exists x \in {} : \forall y \in {} : TRUE
        /\ \AA x : \EE y, z : x = y
Appl == << f[1, <<2, 3>>], f[<<1, <<2, 3>>>>], D(1), E(1, 2), v.a.b, v[1][2].c[3], (v)[1], v', v'[1], v[1]', v.a' >>
High(Op(_), Op2(_, _), c) == Op(c) = Op2(c, c)
Uses == High(D, E, 1) /\ High(LAMBDA x : x + 1, LAMBDA x, y : x, 2) /\ High(-., \prec, 3) /\ High(Len, +, 3) /\ High(D, \o, 3)
Prec == /\ ~ v = 1 \/ u = 3 => v = 4 <=> w = 5
        /\ -1 + 2 * 3 ^ 4 > 5 - -6
        /\ 1 .. 2 \cup {3} \subseteq {4} \ {5}
        /\ v' = w' /\ UNCHANGED u
        /\ {1} \X {2} \times {3} = {4} \X ({5} \X {6})
Boxes == [](v = 1) /\ <>(w = 1) /\ []<>v /\ <>[]w
Acts == /\ [v' = 1]_v /\ <<v' = 1>>_<<v, w>> /\ [Prec]_(v)
Sub == /\ [][TRUE]_v /\ <><<TRUE>>_w
       /\ WF_v(TRUE) /\ SF_<<v, w>>(v' = 1) /\ WF_(v)(TRUE) /\ WF_v(\E n \in Nat : v' = n)
Composed == (w = 1) /\ ((v' = 1) \cdot (w' = 2))
Temporal == (v = 1) -+-> (w = 1) /\ (v = 1 ~> <>(w = 2))
Case == CASE v = 1 -> CASE w = 1 -> 2 [] w = 2 -> 3 [] OTHER -> 4
Let == LET a == 1 b(x) == x c[x \in {}] == x x \oplus y == x ^+ RECURSIVE r(_) r(x) == r(x) d == INSTANCE Naturals
       IN  d!+(1, 2) + (1 \oplus 2)
Spread == LET
            One ==
              [
                kind: {"one"}
              ]
            Two == [kind: {"two"},
              size:
                Nat
            ]
          IN
            One \union Two
Branches ==
    IF v = 1 THEN
        w
    ELSE IF v = 2 THEN
        u
    ELSE
        LET n == 3 IN n
THEOREM CASE_is_a_word == TRUE
====
