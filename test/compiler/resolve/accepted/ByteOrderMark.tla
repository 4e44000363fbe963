---- MODULE ByteOrderMark ----
EXTENDS Naturals
x == 1
====
