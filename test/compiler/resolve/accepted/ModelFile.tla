---- MODULE ModelFile ----
EXTENDS Lamp, TLC

\* MV CONSTANT declarations@modelValues
CONSTANTS
m1, m2
----

\* MV CONSTANT definitions Set
const_17000000000001000 ==
{m1, m2}
----

symm_17000000000002000 ==
Permutations(const_17000000000001000)
----
const_17000000000003000(n) ==
n + 1
----
def_ov_17000000000004000 ==
0..3
----
ASSUME PrintT(<<"$!@$!",const_17000000000003000(3)>>)
----
init_17000000000005000 ==
dimmed = 1/\owner=1
----
next_17000000000006000 ==
FALSE/\dimmed' = dimmed/\owner'=owner
----
\* INVARIANT definition @modelCorrectnessInvariants:0
inv_17000000000007000 ==
dimmed>0
----
=============================================================================
\* Modification History
