some notes first
---- MODULE Several ----
EXTENDS Naturals
x == 1
====
between them
---- MODULE Another ----
y == ( this is never read
====
