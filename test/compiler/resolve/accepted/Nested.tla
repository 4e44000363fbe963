-------------------------------- MODULE Nested --------------------------------
EXTENDS Naturals, Sequences
  ---------------------------- MODULE Inner ----------------------------
  CONSTANT Data
  VARIABLES in, q
  TypeOK == q \in Seq(Data)
  Put(d) == q' = Append(q, d)
  Spec == q = <<>> /\ [][\E d \in Data : Put(d)]_q
  LOCAL Secret == 1
  =======================================================================
CONSTANT Message
VARIABLES in
Hidden(q) == INSTANCE Inner WITH Data <- Message
FIFO == \EE q : Hidden(q)!Spec
   ---- MODULE Deeper ----
   EXTENDS Naturals
     ---- MODULE Deepest ----
     CONSTANT c
     Twice == 2 * c
     ====
   D == INSTANCE Deepest WITH c <- 4
   Four == D!Twice
   ====
I == INSTANCE Deeper
Eight == I!Four + I!D!Twice
===============================================================================
