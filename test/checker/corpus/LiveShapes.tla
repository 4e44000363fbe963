---- MODULE LiveShapes ----
\* Temporal formulas of many shapes over one algorithm; see the configurations.
EXTENDS Naturals, TLC
(* --algorithm LiveShapes
variables x = 0, y = 0, stop = FALSE;
fair process inc = 1
begin
 i: while ~stop do x := (x + 1) % 4; end while;
end process;
fair+ process watch = 2
begin
 w: while TRUE do
   either await x = 2; y := 1 - y;
   or await x = 3 /\ y = 1; stop := TRUE;
   end either;
 end while;
end process;
process idle = 3
begin
 z: skip;
 zz:+ skip;
end process;
end algorithm *)
\* BEGIN TRANSLATION
\* END TRANSLATION
A == <>[]stop
B == []<>(x = 2) \/ <>[]stop
C == ~[]<>(y = 1) \/ <>stop
D == (x = 0) ~> (x = 2)
E == [](x = 3 => <>(x # 3 \/ stop))
F == <>(y = 1) => <>[](y = 1)
G == \A v \in 0..3 : (x = v) ~> (x = (v + 1) % 4 \/ stop)
H == \E v \in 0..3 : <>[](x = v)
I == [][stop => stop']_stop /\ [](x \in 0..3) /\ <>(x = 3)
J == []<><<i>>_x \/ <>stop
K == <>(pc[3] = "Done")
L == (pc[3] = "zz") ~> (pc[3] = "Done")
M == []((pc[1] = "Done") <=> stop)
N == x = 0 /\ [](stop ~> stop)
O == \/ <>[][FALSE]_x
     \/ []<>(x = 0)
P == [](x = 1 ~> x = 1)
Q == x = 1
R == [](y = 0 => [](y = 0 \/ y = 1)) /\ (<>TRUE)
T == SF_<<x, y, stop, pc>>(w /\ stop' = TRUE) => <>stop
U == WF_x(x' = x + 1)
V == [][x' = x + 1 \/ (x' = 0 /\ x = 3)]_x
W == []<>(ENABLED w) \/ stop
X == [](ENABLED zz ~> ENABLED FALSE)
Y == []<>(x = 0 /\ y = 0) => <>(x = 2 /\ y = 1)
Z == <>[](x # 1) ~> stop
====
