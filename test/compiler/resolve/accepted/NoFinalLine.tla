---- MODULE NoFinalLine ----
x == 1
====