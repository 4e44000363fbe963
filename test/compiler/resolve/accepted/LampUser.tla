---- MODULE LampUser ----
EXTENDS Lamp
Twice(q) == 2 * dimmed + owner + q
====
