---- MODULE LampTwice ----
EXTENDS Naturals
VARIABLES one, two
Shifted(by) == INSTANCE LampUser WITH dimmed <- one + by, owner <- two
Plain == INSTANCE LampUser WITH dimmed <- two, owner <- one
Both == Shifted(2)!Twice(3)!1 = Plain!Twice(1) /\ Shifted(3)!Start /\ [Plain!Brighter(1)]_<<one, two>>
====
