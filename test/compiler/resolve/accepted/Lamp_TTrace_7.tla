---- MODULE Lamp_TTrace_7 ----
EXTENDS Sequences, TLCExt, Toolbox, Lamp, Naturals, TLC, Lamp_TEConstants

_expression ==
    LET Lamp_TEExpression == INSTANCE Lamp_TEExpression
    IN Lamp_TEExpression!expression
----
_trace ==
    LET Lamp_TETrace == INSTANCE Lamp_TETrace
    IN Lamp_TETrace!trace
----
_inv ==
    ~(
        TLCGet("level") = Len(_TETrace)
        /\
        dimmed = (2)
        /\
        owner = ((left :> "on" @@ right :> "off"))
    )
----
_init ==
    /\ dimmed = _TETrace[1].dimmed
    /\ owner = _TETrace[1].owner
----
_next ==
    /\ \E i,j \in DOMAIN _TETrace:
        /\ \/ /\ j = i + 1
              /\ i = TLCGet("level")
        /\ dimmed  = _TETrace[i].dimmed
        /\ dimmed' = _TETrace[j].dimmed
        /\ owner' = _TETrace[j].owner
    \* ASSUME
    \*     LET J == INSTANCE Json IN J!ToJson(_TETrace) # ""
=============================================================================

 Text between modules, with an unclosed (* and `quotes.

---- MODULE Lamp_TEExpression ----
EXTENDS Lamp, Naturals, Lamp_TEConstants
expression ==
    [
        dimmed |-> dimmed
        ,owner |-> owner
        \* ,_changed |-> dimmed # dimmed'
    ]
=============================================================================
\*
\*---- MODULE Lamp_TETrace ----
\*trace == ToNothing
\*=============================================================================
\*
---- MODULE Lamp_TETrace ----
EXTENDS Lamp, TLC, Lamp_TEConstants
trace ==
    <<
    ([dimmed |-> 0,owner |-> (left :> "off" @@ right :> "off")]),
    ([dimmed |-> 2,owner |-> (left :> "on" @@ right :> "off")])
    >>
----
=============================================================================

---- MODULE Lamp_TEConstants ----
EXTENDS Lamp
CONSTANTS left, right
=============================================================================

---- CONFIG Lamp_TTrace_7 ----
CONSTANTS
    left = left
=============================================================================
\* Generated on some day
