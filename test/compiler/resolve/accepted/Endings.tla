---- MODULE Endings ----
EXTENDS Naturals
VARIABLES x,
	y
Init ==
	/\ x = 1
	/\ y = 2
	   \* a comment
	/\ \/ x = 1
	   \/ x = 2
Next == x' = x /\ y' = y
====
