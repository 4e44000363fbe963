---- MODULE Lamp ----
EXTENDS Naturals
VARIABLES dimmed, owner
Brighter(by) == dimmed' = dimmed - by /\ UNCHANGED owner
Start == dimmed = 0
====
