---- MODULE Comments ----
(* a (* nested *) comment *) EXTENDS (* in the middle *) Naturals \* at the end
VARIABLES \* first
          x (* one *), (* two *) y \* three
\* (* not a block comment
Op (* c *) ( (* c *) a (* c *) , b ) == (* c *) a \* c
   + (* c *) b
List == \* before the list
  \* and more
  /\ x = 1 \* after an item
  (* between *)
  /\ \* after a bullet
     y = 2
     \* indented
\* at the margin
  /\ TRUE
(*********************)
(* boxed             *)
(*********************)
(**)
(***)
\*
\***** stars
IfThen == IF (* c *) x = 1 \* c
          THEN \* c
            1
          ELSE (* c *) 2
=========================
